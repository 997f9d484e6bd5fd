import type { Severity } from '../model/alert.ts';
import { descending } from '../model/ladder.ts';

/** A ladder as somebody writes it: days before a date, or each of them with its severity: `{ "30": "note", "1": "page" }`. */
export type LadderSetting = readonly number[] | Readonly<Record<string, Severity>>;

/** The severity of a threshold, by its days; of one without an entry that of finding.ts. */
export type Severities = Readonly<Record<string, Severity>>;

const isList = (setting: LadderSetting): setting is readonly number[] => Array.isArray(setting);

export const daysOf = (setting: LadderSetting): readonly number[] =>
  descending(isList(setting) ? setting : Object.keys(setting).map(Number));

export const severitiesOf = (setting: LadderSetting): Severities => (isList(setting) ? {} : setting);

/**
 * What somebody chose for a threshold of so many days. A threshold between two of theirs, as short lives have them, is the wider one of
 * these that has been passed; above the widest nothing was chosen.
 */
export const chosenSeverity = (severities: Severities, days: number): Severity | undefined => {
  const passed = Object.keys(severities)
    .map(Number)
    .filter((step) => step >= days);
  return passed.length === 0 ? undefined : severities[`${Math.min(...passed)}`];
};
