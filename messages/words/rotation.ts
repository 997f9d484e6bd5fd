import type { Alert } from '../../core/model/alert.ts';
import { outside } from './facts.ts';

/** `Secrets Manager says: "Error when executing lambda ... during createSecret step"`: its own words, where a failed rotation is what is told. */
export const rotationFact = ({ kind, diagnosis: { rotationFailed } }: Alert): string | undefined =>
  kind === 'overdue' && rotationFailed?.says !== undefined
    ? `Secrets Manager says: "${outside(rotationFailed.says, 300)}"`
    : undefined;
