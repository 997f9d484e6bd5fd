import { describe, expect, test } from 'vitest';
import { DEPLOYED, type Run, runModule } from '../functions/child.ts';

const FUNCTIONS = ['discover', 'probe', 'notify'] as const;

/** Loads a function as Lambda does, in a process of its own, with more in its environment than infra puts there. */
const start = (name: string, env: Record<string, string>, before = ''): Promise<Run> =>
  runModule(`${before} await import('./functions/${name}.ts'); console.log('started'); process.exit(0);`, {
    ...DEPLOYED,
    ...env,
  });

const VARIABLES: readonly [string, string][] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['NODE_EXTRA_CA_CERTS', '/tmp/ca.pem'],
  ['NODE_DEBUG', 'http,https'],
  ['NODE_DEBUG_NATIVE', 'http'],
  ['NODE_USE_ENV_PROXY', '1'],
  ['NODE_USE_SYSTEM_CA', '1'],
  ['SSL_CERT_FILE', '/tmp/ca.pem'],
  ['OPENSSL_CONF', '/dev/null'],
  ['AWS_LAMBDA_EXEC_WRAPPER', '/opt/apm-wrapper'],
];

const OPTIONS = [
  '--inspect=127.0.0.1:0',
  '--heapsnapshot-near-heap-limit=1',
  '--heapsnapshot-signal=SIGUSR2',
  '--report-on-fatalerror',
  '--report-on-signal',
  '--tls-keylog=/dev/null',
  '--use-openssl-ca',
  '--import=data:text/javascript,',
  '--max-old-space-size=256 --trace-exit',
];

describe('a function that somebody could watch does not start', () => {
  test.each(FUNCTIONS)('A12: %s refuses certificates that are not checked', async (name) => {
    const run = await start(name, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect([run.code, run.lines]).toEqual([1, []]);
    expect(run.stderr).toContain('the variable NODE_TLS_REJECT_UNAUTHORIZED must not be set here');
  });

  test.each(VARIABLES)('A12: probe refuses %s, by name and without its value', async (name, value) => {
    const run = await start('probe', { [name]: value });
    expect([run.code, run.lines]).toEqual([1, []]);
    expect(run.stderr).toContain(`the variable ${name} must not be set here`);
  });

  test.each(OPTIONS)('A51: probe refuses NODE_OPTIONS=%s', async (options) => {
    const run = await start('probe', { NODE_OPTIONS: options });
    expect([run.code, run.lines]).toEqual([1, []]);
    expect(run.stderr).toContain('NODE_OPTIONS may only set');
  });

  test('A51: probe refuses an inspector that is open', async () => {
    const run = await start('probe', {}, `(await import('node:inspector')).open(0, '127.0.0.1');`);
    expect([run.code, run.lines]).toEqual([1, []]);
    expect(run.stderr).toContain('an inspector is open');
  });

  test.each(['http.client.request.start', 'http.client.request.created', 'undici:request:create'])(
    'A53: probe refuses a listener on %s',
    async (channel) => {
      const listen = `(await import('node:diagnostics_channel')).subscribe('${channel}', () => {});`;
      const run = await start('probe', {}, listen);
      expect([run.code, run.lines]).toEqual([1, []]);
      expect(run.stderr).toContain(`something listens to ${channel}`);
    },
  );
});

test('A53: a listener that the deployment allows does not keep probe from starting, and one beside it does', async () => {
  const listen = `(await import('node:diagnostics_channel')).subscribe('undici:request:create', () => {});`;
  const allowed = { TOKEN_HEALTH_ALLOW_ONLOOKERS: 'diagnostics_channel' };
  expect((await start('probe', allowed, listen)).lines.at(-1)).toBe('started');
  expect((await start('probe', { ...allowed, NODE_DEBUG: 'http' }, listen)).code).toBe(1);
});

describe('a function starts', () => {
  test.each<[string, Record<string, string>]>([
    ['as infra sets it up', {}],
    ['where a proxy is set: agents of our own do not read it', { HTTPS_PROXY: 'http://127.0.0.1:9' }],
    ['with the authorities of the runtime itself', { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' }],
    ['with more memory', { NODE_OPTIONS: '--max-old-space-size=400 --max-http-header-size 81920' }],
    ['with a variable that is empty', { NODE_DEBUG: '' }],
  ])('A12: %s', async (_, env) => {
    expect((await start('probe', env)).lines.at(-1)).toBe('started');
  });
});
