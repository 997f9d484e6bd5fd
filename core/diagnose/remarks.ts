import { utc } from '../base/time.ts';
import { liveElsewhere } from './environment.ts';
import { saysAt } from './says.ts';
import type { Subject } from './subject.ts';

/** What its owner should know of the settings of a token although nothing is wrong. `scopes`: as this look told them. */
export const remarksOf = (scopes: readonly string[] | undefined, subject: Subject): readonly string[] => [
  ...ageRemark(subject),
  ...scopeRemark(scopes, subject),
  ...environmentRemark(subject),
];

const environmentRemark = (subject: Subject): readonly string[] => {
  const remark = liveElsewhere(subject.environment, subject);
  return remark === undefined ? [] : [remark];
};

const ageRemark = ({ watch, agedFrom }: Subject): readonly string[] =>
  watch.maxAgeDays === undefined || agedFrom === undefined
    ? []
    : [`its age counts from ${utc(agedFrom.at)}, when ${AGED_BY[agedFrom.by]}`];

const AGED_BY = { file: 'its file was last changed', 'first look': 'this value was first looked at' } as const;

const scopeRemark = (scopes: readonly string[] | undefined, subject: Subject): readonly string[] => {
  if (subject.watch.requiredScopes.length === 0 || scopes !== undefined) return [];
  const setting = saysAt(subject.source).setting('required-scopes');
  return subject.tellsScopes
    ? [`${setting} was held against nothing: this time no scopes were told`]
    : [`${setting} has no effect: ${subject.providerName} tells no scopes of such a token`];
};
