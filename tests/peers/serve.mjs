// A web server as a good static host is one: brotli at its highest level for text.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.wasm': 'application/wasm',
    '.webmanifest': 'application/manifest+json; charset=utf-8',
    '.woff2': 'font/woff2',
};
const COMPRESSED = ['.css', '.html', '.js', '.json', '.mjs', '.svg', '.wasm', '.webmanifest'];

const NOT_FOUND = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' };

/**
 * Serves a folder on loopback until `close()`; each file is read and compressed once.
 *
 * @param {string} folder
 * @returns the address, which ends with a slash; `sent()`, what was sent since `forget()`, which
 *     also names paths that are not there from now on; `close()`
 */
export async function serve(folder) {
    const answers = new Map();
    let sent = [];
    let hidden = [];
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
        if (!answers.has(path)) answers.set(path, answer(folder, path));
        const { status, headers, body } = hidden.includes(path) ? NOT_FOUND : await answers.get(path);
        sent.push({ path, bytes: body.length });
        response.writeHead(status, headers).end(body);
    });
    await new Promise(ok => server.listen(0, '127.0.0.1', ok));
    return {
        url: `http://127.0.0.1:${server.address().port}/`,
        sent: () => [...sent],
        forget: without => { sent = []; hidden = without; },
        close: () => { server.close(); server.closeAllConnections(); },
    };
}

async function answer(folder, path) {
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    let content;
    try {
        content = await readFile(file);
    } catch {
        return NOT_FOUND;
    }
    const ending = extname(file);
    const headers = { 'content-type': TYPES[ending] ?? 'application/octet-stream', 'cache-control': 'no-cache' };
    if (!COMPRESSED.includes(ending)) return { status: 200, headers, body: content };
    const body = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    return { status: 200, headers: { ...headers, 'content-encoding': 'br' }, body };
}
