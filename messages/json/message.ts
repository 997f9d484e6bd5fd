import { plain } from '../../core/base/text.ts';
import type { RotationFailure } from '../../core/listed/rotation.ts';
import type { Unread } from '../../core/listed/unread.ts';
import type { Alert, Beside, Ended } from '../../core/model/alert.ts';
import { causeOf } from '../../core/model/diagnosis.ts';
import {
  type Alerts,
  asOf,
  collectionId,
  collectionKind,
  incidentOf,
  severityOf,
  sorted,
} from '../words/collection.ts';
import { dueOf, subjectOf } from '../words/headline.ts';
import { toldAt } from '../words/held.ts';
import { rootOf } from '../words/root.ts';
import { placeOf } from '../words/where.ts';
import { exchangeOf, iso, known, text } from './facts.ts';
import type {
  AlertMessage,
  DatedToken,
  DatesMessage,
  FindingsMessage,
  FoundToken,
  StartedMessage,
  StartedToken,
} from './schema.ts';

/** The provider's id out of `discord.bot`. */
export const providerOf = ({ tokenKind }: Alert): string | undefined => tokenKind?.split('.')[0];

const words = (list: readonly string[], max: number): string[] => list.slice(0, max).map((line) => plain(line, 1000));

const besideJson = ({ accepted, refused, changed }: Beside): AlertMessage['beside'] => ({
  accepted,
  refused,
  changed: changed.map(({ label, how }) => ({ token: plain(label), how })),
});

const endedJson = ({ finding, severity, newVersion, broke }: Ended): AlertMessage['ended'] => ({
  finding,
  newVersion,
  ...known({
    severity,
    brokeAfter: broke?.after === undefined ? undefined : iso(broke.after),
    brokeBy: broke && iso(broke.by),
  }),
});

const failureJson = ({ at, says }: RotationFailure): AlertMessage['rotationFailed'] => ({
  at: iso(at),
  ...known({ says: text(says) }),
});

const unreadJson = ({ since, until, never }: Unread): AlertMessage['unread'] => ({
  since: iso(since),
  until: iso(until),
  ...known({ never }),
});

/** One alert for programs: see docs/alerts.md. */
export const messageOf = (alert: Alert): AlertMessage => {
  const { diagnosis, ref } = alert;
  const due = dueOf(alert);
  const place = placeOf(alert);
  const { exchange } = diagnosis;
  return {
    schemaVersion: 1,
    id: alert.id,
    kind: alert.kind,
    severity: alert.severity,
    summary: subjectOf(alert),
    token: plain(ref.name),
    versionId: plain(alert.versionId),
    tokenKindName: plain(alert.tokenKindName),
    verdict: diagnosis.verdict,
    confidence: diagnosis.confidence,
    evidence: words(diagnosis.evidence, 20),
    remedy: words(diagnosis.remedy, 3),
    docsUrl: plain(diagnosis.docsUrl, 1000),
    incident: alert.incident,
    at: iso(alert.at),
    openedAt: iso(alert.openedAt),
    ...known({
      field: text(ref.field),
      secretArn: place && plain(ref.source, 2048),
      source: place ? undefined : plain(ref.source, 2048),
      account: place?.account,
      region: place?.region,
      provider: providerOf(alert),
      tokenKind: alert.tokenKind,
      cause: causeOf(diagnosis),
      reason: diagnosis.reason,
      missing: diagnosis.verdict === 'degraded' ? words(diagnosis.missing, 50) : undefined,
      scopes: diagnosis.scopes && words(diagnosis.scopes, 100),
      expiresAt: due && iso(due.at),
      expirySource: due?.source,
      lastAcceptedAt: alert.lastAcceptedAt === undefined ? undefined : iso(alert.lastAcceptedAt),
      refusedSince: alert.refusedSince === undefined ? undefined : iso(alert.refusedSince),
      versionStoredAt: alert.versionStoredAt === undefined ? undefined : iso(alert.versionStoredAt),
      changedBy: text(alert.changedBy),
      beside: alert.beside && besideJson(alert.beside),
      settle: text(diagnosis.settle),
      userAgent: text(alert.askedAs),
      subject: text(diagnosis.subject),
      unasked: text(diagnosis.unasked),
      exchange: exchange && exchangeOf(exchange),
      owner: text(alert.owner),
      environment: text(alert.environment),
      runbook: alert.runbook && plain(alert.runbook, 1000),
      threshold: alert.threshold,
      flapping: alert.flapping,
      ended: alert.ended && endedJson(alert.ended),
      rotationFailed: diagnosis.rotationFailed && failureJson(diagnosis.rotationFailed),
      unread: alert.unread && unreadJson(alert.unread),
      heldUntil: toldAt(alert) > alert.at ? iso(toldAt(alert)) : undefined,
    }),
  };
};

/** All that one owner is told at once. `keep` of them are listed, the most urgent first; the others are counted as `omitted`. */
export const collectionMessageOf = (
  alerts: Alerts,
  keep: number,
  summary: string,
): StartedMessage | DatesMessage | FindingsMessage => {
  const listed = sorted(alerts).slice(0, keep);
  const shared = {
    schemaVersion: 1 as const,
    id: collectionId(alerts),
    severity: severityOf(alerts),
    summary,
    incident: incidentOf(alerts),
    at: iso(asOf(alerts)),
    ...known({ owner: text(alerts[0].owner) }),
    omitted: Math.max(0, alerts.length - keep),
  };
  switch (collectionKind(alerts)) {
    case 'started':
      return { ...shared, kind: 'started', tokens: listed.map(startedToken) };
    case 'dates':
      return { ...shared, kind: 'dates', tokens: listed.map(datedToken) };
    case 'findings':
      return { ...shared, kind: 'findings', ...known({ root: rootOf(alerts) }), tokens: listed.map(foundToken) };
  }
};

const foundToken = (alert: Alert): FoundToken => ({
  ...startedToken(alert),
  finding: alert.kind,
  incident: alert.incident,
});

const datedToken = (alert: Alert): DatedToken => ({
  ...startedToken(alert),
  finding: alert.kind === 'rotate-by' ? 'rotate-by' : 'expiring',
  incident: alert.incident,
});

const startedToken = (alert: Alert): StartedToken => {
  const { schemaVersion: _, kind: _kind, summary: _summary, incident: _incident, ...token } = messageOf(alert);
  return token;
};
