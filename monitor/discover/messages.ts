import { parseTags } from '../../core/model/tags.ts';
import type { Registry } from '../../providers/index.ts';
import type { ListedSecret, ProbeItem, QueuedMessage, Sweep } from '../ports.ts';

export const REFS_A_MESSAGE = 20;
/** SQS delays at most 15 minutes. */
const LONGEST_DELAY = 900;

/** What waits for a full message, and what was queued before it, by group. */
export type Groups = { readonly waiting: Map<string, ProbeItem[]>; readonly sent: Map<string, number> };

/** The unit of fairness. Made-up issuers share one group: whoever may tag secrets could otherwise make any number of them. */
export const groupOf = ({ tags }: ListedSecret, registry: Registry): string => {
  const issuer = parseTags(tags).watch.provider.split('.')[0] ?? 'auto';
  return KNOWN.has(issuer) || registry.findProvider(issuer) !== undefined ? issuer : 'other';
};

/** Addresses of the deployment's own stand in no registry of discover. */
const KNOWN: ReadonlySet<string> = new Set(['auto', 'http']);

export const itemOf = ({ arn, name, tags, versionId }: ListedSecret): ProbeItem => ({
  arn,
  name,
  tags,
  ...(versionId !== undefined && { versionId }),
});

export const addTo = ({ waiting }: Groups, group: string, item: ProbeItem): void => {
  const items = waiting.get(group);
  if (items) items.push(item);
  else waiting.set(group, [item]);
};

export const fullMessages = ({ waiting }: Groups): number =>
  [...waiting.values()].reduce((sum, items) => sum + Math.floor(items.length / REFS_A_MESSAGE), 0);

/** Takes what fills messages of at least `atLeast` references; the rest goes on waiting. */
export const takeMessages = (groups: Groups, sweep: Sweep, registry: Registry, atLeast: number): QueuedMessage[] => {
  const messages: QueuedMessage[] = [];
  for (const [provider, items] of groups.waiting) {
    while (items.length >= atLeast) {
      const before = groups.sent.get(provider) ?? 0;
      const part = items.splice(0, REFS_A_MESSAGE);
      groups.sent.set(provider, before + part.length);
      const message = { v: 1, sweep, reason: 'schedule', provider, items: part } as const;
      messages.push({ message, delaySeconds: delayOf(registry, provider, before) });
    }
  }
  return messages;
};

/** Spreads an issuer's messages over time, so that the fleet stays inside its budget without a shared lock. */
const delayOf = (registry: Registry, provider: string, before: number): number => {
  const perSecond = registry.findProvider(provider)?.budget.perSecond ?? 5;
  return Math.min(LONGEST_DELAY, Math.floor(before / perSecond));
};
