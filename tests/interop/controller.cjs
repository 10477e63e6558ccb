// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// The npm package hap-controller behind one line of JSON per command: {"id":1,"op":"get","args":[...]} in, {"id":1,"result":...} or
// {"id":1,"error":"..."} out; events arrive as {"event":{...}}. The package does all of the protocol, unmodified.
'use strict';

const readline = require('node:readline');
const { HttpClient, IPDiscovery } = require('hap-controller');

let client = null;
let discovery = null;

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

// A value that stands more than once in a TLV body comes as an array, otherwise alone.
const identifierType = 1;
const identifiers = (tlv) => [tlv.get(identifierType)].flat().map((identifier) => identifier.toString('utf8'));

// keepsConnection: all requests and events over one verified connection; otherwise the package verifies a new one for each request and one for events.
function connect(deviceId, address, port, pairingData, keepsConnection) {
    client = new HttpClient(deviceId, address, port, pairingData ?? undefined, {
        usePersistentConnections: keepsConnection,
        subscriptionsUseSameConnection: keepsConnection,
    });
    client.on('event', (event) => say({ event }));
    client.on('event-disconnect', () => say({ disconnected: true }));
}

const operations = {
    connect,
    pairSetup: async (pin) => {
        await client.pairSetup(pin);
        return client.getLongTermData();
    },
    identify: () => client.identify(),
    accessories: () => client.getAccessories(),
    get: (ids, options) => client.getCharacteristics(ids, options ?? {}),
    set: (values) => client.setCharacteristics(values),
    subscribe: (ids) => client.subscribeCharacteristics(ids),
    unsubscribe: (ids) => client.unsubscribeCharacteristics(ids),
    listPairings: async () => identifiers(await client.listPairings()),
    addPairing: (identifier, ltpk, isAdmin) => client.addPairing(identifier, Buffer.from(ltpk, 'hex'), isAdmin),
    removePairing: async (identifier) => {
        await client.removePairing(Buffer.from(identifier, 'utf8'));
        // The package half-closes its persistent connection here but keeps it for the next request, whose answer can then never come.
        await client.close();
    },
    close: () => client.close(),
    discover: (networkInterface) => {
        discovery = new IPDiscovery(networkInterface);
        for (const change of ['serviceUp', 'serviceChanged', 'serviceDown']) {
            discovery.on(change, (service) => say({ discovered: { change, ...service } }));
        }

        discovery.start();
    },
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
