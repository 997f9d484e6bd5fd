import { createAsk } from '../../adapters/http/ask.ts';
import type { AskRequest } from '../../core/model/answer.ts';
import { requestTo } from '../adapters/http/asking.ts';
import { startHostile } from '../hostile/server.ts';
import type { Paths } from './paths.ts';

const NOBODY = 'http://127.0.0.1:1';
const timeouts = { connect: 300, headers: 300, body: 300, total: 600 };

const asked = async (
  value: string,
  more: Partial<AskRequest> = {},
  path = 'fine',
  closed = false,
): Promise<unknown> => {
  const server = await startHostile();
  const ask = createAsk({ allowedOrigins: [server.origin, NOBODY], timeouts, random: () => 0 });
  if (closed) ask.close();
  try {
    return await ask(requestTo(server.origin, path, value, more));
  } finally {
    ask.close();
    await server.close();
  }
};

const inPath = (value: string) => asked(value, { url: `${NOBODY}/{token}`, headers: {} });

/** Ways in which a request with a value in it fails. */
export const HTTP_PATHS: Paths = {
  'a newline inside a header value': (value) => asked(`${value}\n${value}`),
  'a carriage return and a header of its own': (value) => asked(`${value}\r\nx-evil: ${value}`),
  'a NUL inside a header value': (value) => asked(`${value}\0${value}`),
  'a lone surrogate in a header': (value) => asked(`${value}\ud800`),
  'a letter that no header may hold': (value) => asked(`${value}\u20ac`),
  'a lone surrogate in a path': (value) => inPath(`${value}\udfff`),
  'a value that climbs to another path': (value) => inPath(`../${value}/..`),
  'a lone surrogate in a form': (value) => asked(`${value}\ud800`, { method: 'POST', form: { token: '{token}' } }),
  'an address that cannot be parsed': (value) => asked(value, { url: 'http://[{token}/' }),
  'a value in the place of a host': (value) => asked(value, { url: 'https://{token}.example/', trust: 'public' }),
  'a value in the place of a user name': (value) => asked(value, { url: 'https://{token}@discord.com/' }),
  'a value already in an unparsable address': (value) => asked(value, { url: `https://${value}:${value}` }),
  'a part that the token does not have': (value) => asked(value, { headers: { a: '{token} {other}' } }),
  'a header name that is none': (value) => asked(value, { headers: { 'a b': '{token}' } }),
  'a method that is none': (value) => asked(value, { method: 'G T' as 'GET' }),
  'a connection that is refused': (value) => asked(value, { url: `${NOBODY}/?key={token}` }),
  'a client that is closed': (value) => asked(value, {}, 'fine', true),
  'a deadline that has passed': (value) => asked(value, { deadline: 0 }),
  'an answer whose status line is the value': (value) => asked(value, {}, 'mirror in broken status line'),
  'an answer with the value for a header name': (value) => asked(value, {}, 'mirror in header name'),
  'an answer that never comes': (value) => asked(value, {}, 'never answers'),
};
