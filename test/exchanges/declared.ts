import { REGISTRY, registryWith } from '../../adapters/issuers/built-in.ts';
import type { HttpTarget } from '../../providers/http-target.ts';
import type { Registry } from '../../providers/registry.ts';
import { fixed, hex, jwt, opaque, prefixed, withClient } from '../field/shapes.ts';
import type { Make } from '../leak/canary.ts';
import { LOOKUP_SELF, MOUNTS } from './issuer.ts';
import type { Recording } from './recorded.ts';

/** How a deployment would declare the token of a recording. */
export type Declared = {
  readonly provider: string;
  readonly value: Make;
  readonly tags?: Readonly<Record<string, string>>;
  /** Path of the base URL that the deployment sets for its issuer. */
  readonly base?: string;
  /** With an address of the deployment's own, where it needs one. */
  readonly registry: (origin: string) => Registry;
};

type Declare = (recording: Recording) => Declared | undefined;

const builtIn = () => REGISTRY;

/** When the token of a recording ends, in seconds since 1970; the recordings were made on 2026-11-25. */
const ENDS = Date.UTC(2026, 11, 24) / 1000;
const ENDED = Date.UTC(2026, 10, 25, 14, 40) / 1000;

const BATCH = /\bbatch\b/;
const shapeOf = ({ words }: Recording, service: string, batch: string): Make => {
  if (words === 'legacy shape s.') return prefixed('s.', 24);
  if (words === 'never issued (short hvs)') return prefixed('hvs.', 24);
  return BATCH.test(words) ? prefixed(batch, 160) : prefixed(service, service === 's.' ? 24 : 90);
};

/** `/ui` of `/ui/v1/auth/token/lookup-self`; undefined where the recorded request is none that is made. */
const baseOf = ({ answers }: Recording): string | undefined =>
  [...answers.keys()].flatMap((path) =>
    [LOOKUP_SELF, MOUNTS].flatMap((end) => (path.endsWith(end) ? [path.slice(0, -end.length)] : [])),
  )[0];

const inNamespace =
  (length: number): Make =>
  (draw) =>
    `s.${draw(24)}.${draw(length)}`;

const vault: Declare = (recording) => {
  const base = baseOf(recording);
  if (base === undefined) return undefined;
  const value = recording.words === 'legacy with namespace' ? inNamespace(5) : shapeOf(recording, 'hvs.', 'hvb.');
  return { provider: 'vault', value, base, registry: builtIn };
};

/** As Vault's older shapes, until it is an issuer of its own. */
const openbao: Declare = (recording) => {
  const base = baseOf(recording);
  if (base === undefined) return undefined;
  const known = REGISTRY.findProvider('openbao') !== undefined;
  const shaped =
    known && recording.words === 'never issued (short hvs)' ? prefixed('s.', 24) : shapeOf(recording, 's.', 'b.');
  const value = /namespace\b(?!: nosuch)/.test(recording.words) ? inNamespace(known ? 6 : 5) : shaped;
  return { provider: known ? 'openbao' : 'vault', value, base, registry: builtIn };
};

const introspected: Declare = ({ words, answers, file, ...rest }) => {
  const [path = ''] = answers.keys();
  if (path.endsWith('/userinfo')) return ownAddress({ refused: [401] })({ words, answers, file, ...rest });
  const isOpaque = /opaque|never issued|garbage|PAT/.test(words) || (file !== 'keycloak' && !/JWT/.test(words));
  const token = isOpaque ? opaque : jwt({ exp: words === 'expired JWT' ? ENDED : ENDS });
  const tags = { 'token-health:field': 'access_token' };
  return { provider: 'oauth2-introspection', value: withClient(token), tags, base: path, registry: builtIn };
};

const whoami: Declare = ({ file, answers }) =>
  answers.has('/-/whoami')
    ? {
        provider: 'npm.registry',
        value: file === 'verdaccio-jwt' ? jwt({ exp: ENDS }) : prefixed('', 62),
        registry: builtIn,
      }
    : undefined;

/** The recorded address itself, with the header that was sent there. */
const ownAddress =
  (target: Partial<HttpTarget>, value: Make = opaque): Declare =>
  ({ answers, headers }) => {
    const [path = ''] = answers.keys();
    const [header = '', sent = ''] = Object.entries(headers).find(([, text]) => text.includes('{token}')) ?? [];
    const prefix = sent.slice(0, sent.indexOf('{'));
    const own = (origin: string): HttpTarget => ({ url: `${origin}${path}`, header, prefix, expect: 200, ...target });
    return { provider: 'http.own', value, registry: (origin) => registryWith({ own: own(origin) }) };
  };

const login: Make = (draw) => Buffer.from(`monitor:${draw(24)}`).toString('base64');

const gitea: Declare = (recording) =>
  recording.words === 'GitLab probe sent to Gitea'
    ? { provider: 'gitlab', value: prefixed('glpat-', 20), registry: builtIn }
    : ownAddress({ refused: [401] }, hex(40))(recording);

/** Where 403 means that the token lacks a right as well, a deployment lists no status. */
const jupyterhub: Declare = (recording) =>
  ownAddress(recording.answers.has('/hub/api/user') ? { refused: [403] } : {}, hex(32))(recording);

const RABBITMQ: Partial<HttpTarget> = {
  refused: [401],
  refusedIncludes: 'Login failed',
  lacking: [{ status: 401, includes: 'Not management user', says: 'the tag management' }],
};

/** By the file of the recording. devpi says 200 to anybody. */
const SERVERS: Readonly<Record<string, Declare>> = {
  vault,
  openbao,
  keycloak: introspected,
  'oidc-provider': introspected,
  'gitea-oauth': introspected,
  verdaccio: whoami,
  gitea,
  jupyterhub,
  rabbitmq: ownAddress(RABBITMQ, login),
  'devpi-server': ownAddress({ bodyIncludes: '"ok"', refused: [200], refusedIncludes: '"noauth"' }),
  'docker-registry': ownAddress({ refused: [401] }, login),
  etcd: ownAddress({ refused: [401] }, (draw) => `${draw(16)}.${fixed('13')(draw)}`),
};

/** Undefined where no kind makes the recorded request. */
export const declared: Declare = (recording) => {
  const names = Object.keys(SERVERS).filter((name) => recording.file === name || recording.file.startsWith(`${name}-`));
  const [longest = ''] = names.sort((a, b) => b.length - a.length);
  return SERVERS[longest]?.(recording);
};
