// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The npm packages bonjour-service, @homebridge/ciao and multicast-dns, unmodified, behind the same lines of JSON as controller.cjs. What they
// notice arrives as {"browsed":{...}}, {"published":{...}} and {"heard":{...}}.
'use strict';

const readline = require('node:readline');
const multicastDns = require('multicast-dns');
const { Bonjour } = require('bonjour-service');
const ciao = require('@homebridge/ciao');

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const [, , address] = process.argv;

let bonjour = null;
let ear = null;
const published = new Map();

const bonjourService = () => (bonjour ??= new Bonjour({ interface: address, bind: '0.0.0.0' }, (error) => say({ failed: String(error) })));

// Text strings of TXT arrive as buffers.
const readable = (record) => ({ ...record, data: Array.isArray(record.data) ? record.data.map(String) : record.data });

const operations = {
    // bonjour-service: what is there, changes and goes.
    browse: () => {
        const browser = bonjourService().find({ type: 'hap' });
        const tell = (change) => ({ name, fqdn, host, port, addresses, txt }) => say({ browsed: { change, name, fqdn, host, port, addresses, txt } });
        browser.on('up', tell('up'));
        browser.on('down', tell('down'));
        browser.on('txt-update', tell('txt'));
    },
    // bonjour-service: a service of its own. It probes, and gives up where the name is taken.
    publishBonjour: (name, port) => {
        const log = console.log;
        console.log = (message) => (message instanceof Error ? say({ published: { change: 'refused', why: message.message } }) : log(message));
        const service = bonjourService().publish({ name, type: 'hap', port });
        service.on('up', () => say({ published: { change: 'up', name } }));
    },
    // ciao: a service of its own. It probes, and takes other names where they are taken.
    publish: async (name, hostname, port) => {
        const service = ciao.getResponder({ interface: 'eth0' }).createService({ name, type: 'hap', port, hostname });
        published.set(name, service);
        service.on('name-change', (changed) => say({ published: { change: 'name', name: changed } }));
        service.on('hostname-change', (changed) => say({ published: { change: 'hostname', name: changed } }));
        await service.advertise();
        say({ published: { change: 'up', name } });
    },
    // multicast-dns: every packet, and queries as they are given.
    listen: () => {
        ear = multicastDns({ interface: address, bind: '0.0.0.0' });
        const hear = (packet, from) => say({
            heard: {
                from: from.address,
                port: from.port,
                type: packet.type,
                questions: packet.questions,
                answers: packet.answers.map(readable),
                authorities: packet.authorities.map(readable),
                additionals: packet.additionals.map(readable),
            },
        });
        ear.on('query', hear);
        ear.on('response', hear);
        return new Promise((resolve) => ear.on('ready', resolve));
    },
    ask: (questions, answers) => new Promise((resolve) => ear.query({ questions, answers: answers ?? [] }, () => resolve(null))),
    respond: (answers) => new Promise((resolve) => ear.respond({ answers }, () => resolve(null))),
};

async function answer(line) {
    const { id, op, args } = JSON.parse(line);
    try {
        say({ id, result: (await operations[op](...(args ?? []))) ?? null });
    } catch (error) {
        say({ id, error: String(error?.message ?? error) });
    }
}

readline.createInterface({ input: process.stdin }).on('line', answer).on('close', () => process.exit(0));
