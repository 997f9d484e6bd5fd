import type { Accepted } from './accepted.ts';
import type { Finding } from './finding.ts';

export type Judged = { readonly open: readonly Finding[]; readonly stale: readonly Accepted[] };

const covers = ({ id, resource }: Accepted, finding: Finding): boolean =>
  id === finding.id && resource.test(finding.resource);

/** Findings without a reason, each once, and reasons without a finding. */
export const judge = (findings: readonly Finding[], accepted: readonly Accepted[]): Judged => {
  const open = findings.filter((finding) => !accepted.some((reason) => covers(reason, finding)));
  const once = new Map(open.map((finding) => [`${finding.id} ${finding.resource} ${finding.says}`, finding]));
  return {
    open: [...once.values()],
    stale: accepted.filter((reason) => !findings.some((finding) => covers(reason, finding))),
  };
};

/** What to tell a person; nothing when all is in order. */
export const report = ({ open, stale }: Judged): readonly string[] => [
  ...open.map(({ tool, id, resource, says }) => `${tool} ${id}: ${resource}: ${says}`),
  ...(open.length > 0 ? ['Mend these in infra/, or add each with its reason to test/lint/accepted.ts.'] : []),
  ...stale.map(
    ({ id, resource }) => `test/lint/accepted.ts: ${id} ${resource.source} matches nothing any more; delete it.`,
  ),
];
