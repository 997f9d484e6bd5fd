import type { Instant } from '../../core/base/time.ts';
import { causesOf, type Hit, hitsIn } from '../../core/explain/explain.ts';
import { factsIn } from '../../core/explain/facts.ts';
import { readPaste } from '../../core/explain/paste.ts';
import type { Table } from '../../core/explain/table.ts';
import type { Registry } from '../../providers/registry.ts';
import { aboutIn } from './about.ts';
import type { Context, Explained, Explanation } from './explanation.ts';
import { evidenceOf, generally, supportFor } from './general.ts';
import { leaksIn } from './leaks.ts';
import { explainResponse, readResponse } from './response.ts';

export type Library = { readonly known: Table; readonly registry: Registry };

/** More errors in one text are read by nobody. */
const SEVERAL = 6;

/**
 * Says what an error means, as people paste it. `only`: the issuer, where the user says it. Never throws; takes a time that grows with the
 * length of the text.
 */
export const explain = (raw: string, { known, registry }: Library, now: Instant, only?: string): Explained => {
  const paste = readPaste(raw);
  const facts = factsIn(paste);
  const { leaks, redact } = leaksIn(paste.text, registry);
  const tokenOf = leaks.flatMap(({ provider }) => provider ?? []);
  const { messages, origins } = known.within(paste);
  const about = only === undefined ? aboutIn(paste, facts, { registry, origins, tokenOf }) : [only];
  const hits = apart(hitsIn(paste, facts, messages, about, only)).slice(0, SEVERAL);
  const context = { paste, facts, about, registry, redact, now, ...(only !== undefined && { only }) };
  const [first, ...others] = hits.map((hit) => explainHit(hit, context));
  return { explanations: first === undefined ? [otherwise(context)] : [first, ...others], leaks };
};

/** One error said twice is told once: by its most telling line. */
const apart = (hits: readonly Hit[]): readonly Hit[] =>
  hits.filter((hit, n) => !hits.slice(0, n).some((better) => isSame(hit, better)));

/** The same words; or of one issuer with the likeliest cause of the other; or words of anybody, where somebody's own are there. */
const isSame = (hit: Hit, better: Hit): boolean => {
  const [one, other] = [hit.message, better.message];
  if (hit.at < better.at + better.letters && better.at < hit.at + hit.letters) return true;
  if (one.provider === other.provider) return one.causes.some(({ cause }) => cause === other.causes[0]?.cause);
  return one.provider === undefined || one.general !== undefined;
};

const explainHit = (hit: Hit, context: Context): Explanation => {
  const { message } = hit;
  const { check, settle, isNot } = message;
  const provider = context.only ?? message.provider;
  return {
    known: true,
    ...(provider !== undefined && { provider }),
    from: message.from,
    causes: causesOf(hit),
    meaning: message.means,
    ...(check !== undefined && { check }),
    evidence: [...(hit.words === undefined ? [] : [saidBy(hit, hit.words)]), ...evidenceOf(context)],
    remedy: message.remedy,
    ...(settle !== undefined && { settle }),
    ...(isNot !== undefined && { isNot }),
    support: supportFor(provider, context),
    docsUrl: message.docs,
  };
};

const saidBy = ({ message, whole }: Hit, words: string): string =>
  `${message.from} says "${words.replaceAll('*', '…')}"${whole ? '' : ' (a part of it was cut off)'}`;

/** Words that nobody is known to say: what the catalogue reads in them, or else what can be read of anything. */
const otherwise = (context: Context): Explanation => {
  const { paste, facts, about, registry, now } = context;
  const read = readResponse(paste.text, facts, about, registry, now);
  return read === undefined ? generally(context) : explainResponse(read, context);
};
