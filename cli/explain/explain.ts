import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { knownMessages } from '../../adapters/issuers/messages.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Table } from '../../core/explain/table.ts';
import { explain } from '../../monitor/explain/explain.ts';
import type { Explained } from '../../monitor/explain/explanation.ts';
import { UNREADABLE, WRONG_USE } from '../commands/exit.ts';
import { errorText } from '../render/error.ts';
import { lookOf, terminalOf } from '../render/style.ts';
import { readInput } from './input.ts';
import { explainJson } from './json.ts';
import { explainText } from './render.ts';
import { type Probed, probe } from './token.ts';

export type Wish = {
  readonly provider?: string | undefined;
  readonly file?: string | undefined;
  readonly token?: string | undefined;
  readonly envFile?: string | undefined;
  readonly providerUrl: Readonly<Record<string, string>>;
  readonly json: boolean;
  readonly color: boolean;
  readonly ascii: boolean;
};

/** Says what an error means. Gives the exit code: 0 whether it is known or not, since both are an answer. */
export const explainError = async (words: readonly string[], wish: Wish): Promise<number> => {
  const known = knownMessages();
  const strange = wish.provider === undefined ? undefined : unknownProvider(wish.provider, known);
  if (strange !== undefined) return fail(strange, WRONG_USE.code);
  const input = await readInput(words, wish.file);
  if ('trouble' in input) return fail(input.trouble, wish.file === undefined ? WRONG_USE.code : UNREADABLE.code);
  if (input.cut) process.stderr.write('note: the text is long, and its end alone was read\n');
  const explained = explain(input.text, { known, registry: REGISTRY }, Date.now(), wish.provider);
  const probed = await probedFor(wish, explained);
  if (probed !== undefined && 'trouble' in probed) return fail(probed.trouble, UNREADABLE.code);
  tell(explained, probed, wish);
  return 0;
};

const fail = (trouble: Trouble, code: number): number => {
  process.stderr.write(`${errorText(trouble)}\n`);
  return code;
};

const unknownProvider = (id: string, { origins }: Table): Trouble | undefined => {
  const all = [...new Set([...REGISTRY.ids, ...origins.flatMap(({ provider }) => provider ?? [])])];
  if (all.includes(id)) return undefined;
  const near = nearest(id, all);
  return {
    what: `no issuer is called "${id}"`,
    remedy: near === undefined ? 'see which there are: token-health providers' : `use --provider ${near}`,
  };
};

const probedFor = async ({ token, ...wish }: Wish, { explanations }: Explained) =>
  token === undefined ? undefined : probe({ token, ...wish }, explanations[0]);

const tell = (explained: Explained, probed: Probed | undefined, wish: Wish): void => {
  const lines = wish.json
    ? [explainJson(explained, probed)]
    : explainText(explained, probed, lookOf(terminalOf(process.stdout, process.env, wish)));
  process.stdout.write(`${lines.join('\n')}\n`);
};
