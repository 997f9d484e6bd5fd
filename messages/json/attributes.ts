import { plain } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { isGone, isOutage, type Telling } from '../../core/model/notice.ts';
import { type Alerts, collectionId, isCollection } from '../words/collection.ts';
import { providerOf, severityOf } from './message.ts';

/** What filter policies can ask for. A fact that is not known, or that the tokens of a collection do not share, is absent. */
export const attributesOf = (telling: Telling): Readonly<Record<string, string>> =>
  isOutage(telling) || isGone(telling)
    ? { severity: telling[0].severity, finding: telling[0].kind, alertId: plain(telling[0].id, 2048) }
    : attributesOfAlerts(telling);

const attributesOfAlerts = (alerts: Alerts): Readonly<Record<string, string>> => {
  const [alert] = alerts;
  const one = isCollection(alerts) ? undefined : alert;
  const facts: Readonly<Record<string, string | undefined>> = {
    severity: severityOf(alerts),
    finding: shared(alerts, ({ kind }) => kind) ?? 'dates',
    provider: shared(alerts, providerOf),
    owner: shared(alerts, ({ owner }) => owner),
    environment: shared(alerts, ({ environment }) => environment),
    alertId: one?.id ?? collectionId(alerts),
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => {
      const value = fact === undefined ? '' : plain(fact, 2048);
      return value === '' ? [] : [[name, value]];
    }),
  );
};

const shared = (alerts: Alerts, of: (alert: Alert) => string | undefined): string | undefined => {
  const values = new Set(alerts.map(of));
  const [only] = values;
  return values.size === 1 ? only : undefined;
};
