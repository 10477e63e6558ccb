// Copyright (c) 2026 The HapNano authors.
// Licensed under the MIT licence. See LICENSE in the repository root.

// A Chromium as a phone would show it, behind one line of JSON per command: {"id":1,"op":"open","args":[...]} in, {"id":1,"result":...} or
// {"id":1,"error":"..."} out. Everything the page asks for and complains about is kept: requests and complaints give it.
'use strict';

const fs = require('node:fs');
const readline = require('node:readline');
const { chromium } = require('playwright-core');
const jsQR = require('jsqr');

const patienceMs = 30000;
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser = null;
let page = null;
let requests = [];
let complaints = [];

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

// rules: Chromium's host resolver rules, in which a test says where names lead.
async function launch(rules) {
    const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => fs.existsSync(path));
    if (!executablePath) {
        throw new Error('no Chromium: on Debian, install the package chromium');
    }

    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=${rules}`] });
    page = await (await browser.newContext(phone)).newPage();
    page.setDefaultTimeout(patienceMs);
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
}

// What a phone's camera sees on the screen, read by somebody else's decoder.
async function qr(selector) {
    const picture = (await page.locator(selector).screenshot()).toString('base64');
    const blank = await browser.newPage();
    const pixels = await blank.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return { width: image.width, height: image.height, data: Array.from(context.getImageData(0, 0, image.width, image.height).data) };
    }, picture);
    await blank.close();
    return jsQR(Uint8ClampedArray.from(pixels.data), pixels.width, pixels.height)?.data ?? null;
}

const operations = {
    launch,
    qr,
    open: async (url) => (await page.goto(url))?.status() ?? 0,
    status: async (url) => {
        try {
            return (await page.context().request.get(url, { timeout: patienceMs })).status();
        } catch {
            return 0;
        }
    },
    fill: (selector, text) => page.fill(selector, text),
    choose: (selector, label) => page.selectOption(selector, { label }),
    click: (selector) => page.click(selector),
    waitFor: (selector, text) => page.locator(selector, { hasText: text }).first().waitFor(),
    text: (selector) => page.locator(selector).allInnerTexts(),
    value: (selector) => page.inputValue(selector),
    count: (selector) => page.locator(selector).count(),
    show: (html) => page.setContent(html),
    source: () => page.content(),
    url: () => page.url(),
    requests: () => requests,
    complaints: () => complaints,
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
    const { id, op, args } = JSON.parse(line);
    try {
        say({ id, result: (await operations[op](...args)) ?? null });
    } catch (error) {
        say({ id, error: String(error?.message ?? error) });
    }
}).on('close', async () => {
    await browser?.close();
    process.exit(0);
});
