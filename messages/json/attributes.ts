import { plain } from '../../core/base/text.ts';
import { isNotice, type Notice, type Telling } from '../../core/model/notice.ts';
import { type Alerts, collectionId, collectionKind, isCollection } from '../words/collection.ts';
import { providerOf } from './message.ts';

type Attributes = Readonly<Record<string, string | readonly string[]>>;

/** What filter policies can ask for. A fact that is not known is absent; one in which the tokens of a collection differ is a list. */
export const attributesOf = (telling: Telling): Attributes =>
  isNotice(telling) ? attributesOfNotice(telling[0]) : attributesOfAlerts(telling);

const attributesOfNotice = (notice: Notice): Attributes => ({
  severity: notice.severity,
  finding: notice.kind,
  ...('owner' in notice && notice.owner !== undefined && { owner: plain(notice.owner, MAX_BYTES) }),
  alertId: plain(notice.id, MAX_BYTES),
});

const attributesOfAlerts = (alerts: Alerts): Attributes => {
  const [alert] = alerts;
  const facts: Readonly<Record<string, readonly (string | undefined)[]>> = {
    severity: alerts.map(({ severity }) => severity),
    finding:
      new Set(alerts.map(({ kind }) => kind)).size > 1
        ? [...alerts.map(({ kind }) => kind), collectionKind(alerts)]
        : [alert.kind],
    provider: alerts.map(providerOf),
    owner: alerts.map(({ owner }) => owner),
    environment: alerts.map(({ environment }) => environment),
    alertId: [isCollection(alerts) ? collectionId(alerts) : alert.id],
  };
  return Object.fromEntries(Object.entries(facts).flatMap(([name, values]) => attribute(name, values)));
};

/** SNS counts attributes as part of the message. */
const MAX_VALUES = 30;
const MAX_BYTES = 2048;

const attribute = (
  name: string,
  facts: readonly (string | undefined)[],
): readonly [string, string | readonly string[]][] => {
  const values = [...new Set(facts.map((fact) => (fact === undefined ? '' : plain(fact, MAX_BYTES))))].filter(
    (value) => value !== '',
  );
  const [only] = values;
  if (only === undefined) return [];
  return [
    [
      name,
      values.length === 1
        ? only
        : values
            .slice(0, MAX_VALUES)
            .map((value) => plain(value, 100))
            .sort(),
    ],
  ];
};
