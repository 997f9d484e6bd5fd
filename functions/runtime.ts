import { hasSubscribers } from 'node:diagnostics_channel';
import { url as inspectorUrl } from 'node:inspector';
import { Fault } from '../core/base/fault.ts';

/**
 * What would let somebody beside the issuer see a value, or believe a false answer: output of what is sent, foreign certificates,
 * other proxies, wrappers. `HTTPS_PROXY` and its like are not here: agents of our own and the AWS clients do not read them.
 */
const REFUSED = [
  'AWS_LAMBDA_EXEC_WRAPPER',
  'NODE_DEBUG',
  'NODE_DEBUG_NATIVE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_USE_ENV_PROXY',
  'NODE_USE_SYSTEM_CA',
  'NODE_V8_COVERAGE',
  'OPENSSL_CONF',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
];

/** Lambda's own lists of authorities: parts of its read-only image, which some runtimes point to by themselves. */
const OF_THE_RUNTIME: Readonly<Record<string, readonly string[]>> = {
  NODE_EXTRA_CA_CERTS: ['/var/runtime/ca-cert.pem', '/etc/pki/tls/certs/ca-bundle.crt'],
};

/** Memory, warnings, and features turned off: nearly everything else can load code, write the heap or print what is sent. */
const HARMLESS_OPTION =
  /^(?:\d+|--(?:max[-_](?:old[-_]space|semi[-_]space|http[-_]header)[-_]size(?:=\d+)?|expose[-_]gc|enable-source-maps|disable-warning=\w+|no-(?:warnings|deprecation|experimental-[\w-]+)))$/;

/** Requests are published here with their headers, to whoever listens. */
const CHANNELS = [
  ...['created', 'start', 'error'].map((step) => `http.client.request.${step}`),
  'http.client.response.finish',
  ...['create', 'bodySent', 'bodyChunkSent', 'headers', 'trailers', 'error'].map((step) => `undici:request:${step}`),
  ...['sendHeaders', 'beforeConnect', 'connected', 'connectError'].map((step) => `undici:client:${step}`),
];

const variableIn = (env: NodeJS.ProcessEnv): string | undefined =>
  REFUSED.find((name) => {
    const value = env[name] ?? '';
    return value !== '' && !OF_THE_RUNTIME[name]?.includes(value);
  });

const hasForeignOption = (options = ''): boolean =>
  options.split(/\s+/).some((option) => option !== '' && !HARMLESS_OPTION.test(option));

const reason = (): string | undefined => {
  const variable = variableIn(process.env);
  if (variable !== undefined) return `the variable ${variable} must not be set here`;
  if (hasForeignOption(process.env.NODE_OPTIONS))
    return 'NODE_OPTIONS may only set memory and warnings, or turn features off';
  if (inspectorUrl() !== undefined) return 'an inspector is open';
  const channel = CHANNELS.find((name) => hasSubscribers(name));
  return channel === undefined ? undefined : `something listens to ${channel}`;
};

/** Throws at cold start, before any value is read, when something in this process could watch what is sent. */
export const refuseOnlookers = (): void => {
  const found = reason();
  if (found !== undefined) throw new Fault(found);
};
