import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one cdk-nag finding at one place. `finding` is what stands in the brackets of its report. */
export const acknowledge = (place: IConstruct, rule: string, finding: string | undefined, reason: string): void =>
  Validations.of(place).acknowledge({
    id: finding === undefined ? `AwsSolutions-${rule}` : `AwsSolutions-${rule}[${finding}]`,
    reason,
  });
