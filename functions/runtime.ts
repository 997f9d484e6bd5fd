import { hasSubscribers } from 'node:diagnostics_channel';
import { url as inspectorUrl } from 'node:inspector';
import { ONLOOKERS, type Onlooker, VARIABLES } from '../adapters/names.ts';
import { Fault } from '../core/base/fault.ts';
import { tracingVendor } from './tracing-layers.ts';

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

/** With its argument, in the next word or after `=`. */
const LOADS_CODE = /(?:^|\s)(?:-r|--(?:require|import|loader|experimental-loader))(?:=|\s+)\S+/g;

/** What of the environment could see a value. `allowed` does not count: the deployment lets it watch. */
type Found = { readonly says: string; readonly onlooker?: Onlooker };

const variablesIn = (env: NodeJS.ProcessEnv): readonly Found[] =>
  REFUSED.filter((name) => {
    const value = env[name] ?? '';
    return value !== '' && !OF_THE_RUNTIME[name]?.includes(value);
  }).map((name) => ({
    says: `the variable ${name} must not be set here`,
    ...(name === 'AWS_LAMBDA_EXEC_WRAPPER' && { onlooker: name }),
  }));

const foreignOptions = (options: string): readonly Found[] => {
  const says = 'NODE_OPTIONS may only set memory and warnings, or turn features off';
  const isForeign = (text: string) => text.split(/\s+/).some((word) => word !== '' && !HARMLESS_OPTION.test(word));
  if (isForeign(options.replace(LOADS_CODE, ' '))) return [{ says }];
  return isForeign(options) ? [{ says, onlooker: 'NODE_OPTIONS' }] : [];
};

const listeners = (): readonly Found[] => {
  const channel = CHANNELS.find((name) => hasSubscribers(name));
  return channel === undefined
    ? []
    : [{ says: `something listens to ${channel}`, onlooker: 'diagnostics_channel' as const }];
};

const found = (env: NodeJS.ProcessEnv): readonly Found[] => [
  ...variablesIn(env),
  ...foreignOptions(env.NODE_OPTIONS ?? ''),
  ...(inspectorUrl() === undefined ? [] : [{ says: 'an inspector is open' }]),
  ...listeners(),
];

const allowedIn = (env: NodeJS.ProcessEnv): ReadonlySet<string> =>
  new Set((env[VARIABLES.allowOnlookers] ?? '').split(' ').filter((name) => ONLOOKERS.some((known) => known === name)));

/** What to do about it; a layer that may be allowed is asked for by all its names at once. */
const remedy = (refused: readonly Found[], env: NodeJS.ProcessEnv): string => {
  const names = refused.flatMap(({ onlooker }) => onlooker ?? []);
  if (names.length < refused.length) return 'Take it off this function: nothing allows it.';
  const vendor = tracingVendor(env);
  const whose = vendor === undefined ? 'This' : `This is a layer of ${vendor}, which`;
  const allowed = [...names, ...allowedIn(env)].map((name) => JSON.stringify(name)).join(', ');
  return `${whose} could see every token. Take it off this function, or deploy with allowOnlookers: [${allowed}] to let it.`;
};

/** Throws at cold start, before any value is read, when something in this process could watch what is sent. */
export const refuseOnlookers = (env: NodeJS.ProcessEnv = process.env): void => {
  const allowed = allowedIn(env);
  const refused = found(env).filter(({ onlooker }) => onlooker === undefined || !allowed.has(onlooker));
  if (refused.length > 0) throw new Fault(`${refused.map(({ says }) => says).join('; ')}. ${remedy(refused, env)}`);
};
