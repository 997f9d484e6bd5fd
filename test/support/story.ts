import type { Alert } from '../../core/model/alert.ts';
import type { TokenRecord } from '../../core/model/record.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/transition/policy.ts';
import { transition } from '../../core/transition/transition.ts';
import { type LookParts, lookAt } from './make.ts';

/** Walks a token through looks and collects what is told. */
export const storyOf = (policy: Policy = DEFAULT_POLICY) => {
  let record: TokenRecord | undefined;
  const alerts: Alert[] = [];
  const look = (parts: LookParts): readonly Alert[] => {
    const step = transition(record, lookAt(record, parts, policy), policy, parts.now);
    record = step.record;
    alerts.push(...step.alerts);
    return step.alerts;
  };
  /** `rejected page`, `expiring note 7`. */
  const told = (): readonly string[] =>
    alerts.map(({ kind, severity, threshold }) =>
      [kind, severity, threshold].filter((part) => part !== undefined).join(' '),
    );
  return { look, told, alerts, record: () => record };
};
