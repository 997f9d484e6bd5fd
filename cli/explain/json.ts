import type { Explained, Explanation } from '../../monitor/explain/explanation.ts';
import { plain } from '../render/plain.ts';
import type { Probed } from './token.ts';
import { leakLine } from './words.ts';

/** The schema of docs/explain.md: the error that tells most, and the others of the same text. Every key always there, null where nothing is known. */
export const explainJson = ({ explanations, leaks }: Explained, probed: Probed | undefined): string => {
  const [first, ...others] = explanations;
  return JSON.stringify(
    {
      schemaVersion: 1,
      ...one(first),
      redacted: leaks.map(leakLine),
      token: probed === undefined ? null : tokenOf(probed),
      others: others.map(one),
    },
    null,
    2,
  );
};

const one = (explanation: Explanation) => ({
  known: explanation.known,
  provider: explanation.provider ?? null,
  from: explanation.from ?? null,
  causes: explanation.causes,
  meaning: explanation.meaning,
  check: explanation.check ?? null,
  evidence: explanation.evidence.map(plain),
  remedy: explanation.remedy,
  settle: explanation.settle ?? null,
  isNot: explanation.isNot ?? null,
  support: explanation.support.map(plain),
  docsUrl: explanation.docsUrl,
});

const tokenOf = ({ name, verdict, joined }: Probed) => ({
  token: name,
  verdict: verdict ?? null,
  says: joined.says,
  remedy: joined.remedy,
});
