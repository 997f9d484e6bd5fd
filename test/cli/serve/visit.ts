import { request } from 'node:http';
import { connect } from 'node:net';
import { openDoor } from '../../../cli/serve/server.ts';
import { siteOf } from '../../../cli/serve/site.ts';
import type { Source } from '../../../cli/serve/source.ts';

export type Visit = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string;
};
export type Reply = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string };

/** One request, with any headers and any path: `fetch` would not send them. */
export const visit = (port: number, { method = 'GET', path, headers = {}, body }: Visit): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const given = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string | string[]][];
    const sent = { host: `127.0.0.1:${port}`, connection: 'close', ...Object.fromEntries(given) };
    const asked = request({ host: '127.0.0.1', port, method, path, headers: sent, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });

/** What comes back for bytes as they are, until the other side ends it. Undefined, when it has not after `atMost` ms. */
export const say = (port: number, bytes: string, atMost = 5000): Promise<string | undefined> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const timer = setTimeout(() => {
      resolve(undefined);
      socket.destroy();
    }, atMost);
    socket.setEncoding('latin1').on('data', (chunk) => (text += chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });

/** The page of a source, with what a browser that was shown it would send. */
export const opened = async (source: Source, { by = 'alice', patience = 600 } = {}) => {
  const site = siteOf(source, { by, every: 5000 });
  const door = await openDoor(site, { port: 0, patience });
  if ('what' in door) throw new Error(door.what);
  const { port } = door;
  const own = {
    origin: `http://127.0.0.1:${port}`,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = (fields: Readonly<Record<string, string>>) =>
    new URLSearchParams({ proof: site.proof, ...fields }).toString();
  return {
    ...door,
    site,
    own,
    form,
    page: (query = '', headers: Visit['headers'] = {}) => visit(port, { path: `/${site.secret}/${query}`, headers }),
    post: (what: string, fields: Readonly<Record<string, string>>) =>
      visit(port, { method: 'POST', path: `/${site.secret}/${what}`, headers: own, body: form(fields) }),
    /** A form, and the page that it leads to. */
    press: async (what: string, fields: Readonly<Record<string, string>>) => {
      const path = `/${site.secret}/${what}`;
      const answer = await visit(port, { method: 'POST', path, headers: own, body: form(fields) });
      const to = new URL(String(answer.headers.location), `http://127.0.0.1:${port}${path}`);
      return { answer, to, page: await visit(port, { path: to.pathname + to.search }) };
    },
  };
};
