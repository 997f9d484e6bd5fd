/** Writes docs/images/check.svg from a real run of `token-health check` against loopback issuers: node test/support/picture.ts */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DAY } from '../../core/base/time.ts';
import { sampleOf } from './picture-samples.ts';

const LINES = 24;
const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  35: '#d2a8ff',
  90: '#8b949e',
};

const expiry = new Date(Date.now() + 6.6 * DAY).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
const ANSWERS: Readonly<Record<string, [status: number, headers: Record<string, string>, body: unknown]>> = {
  '/user': [
    200,
    { 'github-authentication-token-expiration': expiry, 'x-oauth-scopes': 'repo' },
    { login: 'release-bot', id: 1 },
  ],
  '/api/auth.test': [
    200,
    { 'x-oauth-scopes': 'channels:read' },
    { ok: true, team_id: 'T123', user_id: 'U123', bot_id: 'B123', user: 'notify' },
  ],
  '/-/whoami': [200, {}, { username: 'ci' }],
};

const server = createServer(({ url = '' }, response) => {
  const [status, headers, body] = ANSWERS[url] ?? [404, {}, {}];
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const folder = mkdtempSync(join(tmpdir(), 'token-health-picture-'));
writeFileSync(join(folder, '.env'), sampleOf());
const urls = ['discord', 'github', 'slack', 'npm'].map((id) => `--provider-url ${id}=${origin}`).join(' ');
const main = resolve('cli/main.ts');
// `script` gives the command a terminal, so that what is drawn is what a person sees.
const command = `stty cols 80; ${process.execPath} ${main} check --no-state --provider-url vault=http://127.0.0.1:9 ${urls}`;
const child = spawn('script', ['-qec', command, '/dev/null'], {
  cwd: folder,
  env: { ...process.env, LANG: 'C.UTF-8' },
});
let output = '';
child.stdout.on('data', (chunk: Buffer) => {
  output += chunk.toString();
});
await new Promise((done) => child.on('close', done));
server.close();
rmSync(folder, { recursive: true });

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are what is read here
const SGR = /\u001b\[(\d+)m([^\u001b]*)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: progress lines are erased by these
const ERASURES = /\r(?!\n)[^\n]*\u001b\[K|\u001b\[\d*[A-HJKl]|\r/g;

const drawn = (line: string): string =>
  `\u001b[39m${line}`.replace(SGR, (_, code: string, text: string) => {
    const style = COLOURS[code] ? ` fill="${COLOURS[code]}"` : code === '1' ? ' font-weight="bold"' : '';
    return text === '' ? '' : `<tspan${style}>${escaped(text)}</tspan>`;
  });

const lines = ['$ token-health check', '', ...output.replace(ERASURES, '').trimEnd().split('\n')].slice(0, LINES);
const rows = lines.map((line, i) => `<text x="16" y="${34 + i * 19}">${drawn(line)}</text>`);
writeFileSync(
  'docs/images/check.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="730" height="${lines.length * 19 + 36}" role="img" aria-label="Output of token-health check">
<rect width="100%" height="100%" rx="8" fill="#161d26"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${rows.join('\n')}
</g>
</svg>
`,
);
