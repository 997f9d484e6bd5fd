import type { Alert, Severity } from '../model/alert.ts';
import { severityOf } from '../model/finding.ts';
import { isAlert, type Tellable } from '../model/notice.ts';

/** Names of channels, by severity. */
export type Route = Readonly<Record<Severity, readonly string[]>>;

/** Who is told by which channel. */
export type Routes = {
  /** By owner, as the tag `token-health:owner` names it. */
  readonly owners: ReadonlyMap<string, Route>;
  /** Of tokens without an owner, of owners that have no route of their own, and of what concerns nobody's token. */
  readonly catchAll: Route;
  /** Channels that get everything, whatever a route says. */
  readonly always: readonly string[];
  /** Every channel: news about one of them must not hang on its own way. */
  readonly all: readonly string[];
};

const SEVERITIES: readonly Severity[] = ['page', 'warn', 'note'];

/** The channels that are to have it, in no order. Pure, so that whoever sends it next decides the same. */
export const channelsFor = (one: Tellable, { owners, catchAll, always, all }: Routes): readonly string[] => {
  if (one.kind === 'subscribers' || one.kind === 'test') return all;
  if (one.kind === 'channel') return all.filter((name) => name !== one.channel);
  const owner = ownerOf(one);
  const route = (owner === undefined ? undefined : owners.get(owner)) ?? catchAll;
  return [...new Set([...always, ...severitiesOf(one).flatMap((severity) => route[severity])])];
};

const ownerOf = (one: Tellable): string | undefined => ('owner' in one ? one.owner : undefined);

/** A recovery goes wherever its incident was told: it may have begun as less than what it ended as. */
const severitiesOf = (one: Tellable): readonly Severity[] => {
  if (!isAlert(one) || one.ended === undefined) return [one.severity];
  return SEVERITIES.slice(SEVERITIES.indexOf(endedAs(one.ended)));
};

const endedAs = ({ finding, severity }: NonNullable<Alert['ended']>): Severity => severity ?? severityOf(finding);
