const SECRET_ARN = /^arn:[\w-]+:secretsmanager:([\w-]+):\d{12}:secret:([\w/+=.@-]+)$/;
const VERSION_ID = /^[\w-]{1,64}$/;

/**
 * The command that moves AWSCURRENT back to the version before (UpdateSecretVersionStage). Undefined where there is no such version, or
 * where a part is not what AWS makes it: a reader pastes this into a shell.
 */
export const rollBackStep = (source: string, previous: string | undefined, current: string): string | undefined => {
  const [arn, region] = SECRET_ARN.exec(source) ?? [];
  if (arn === undefined || previous === undefined) return undefined;
  if (!VERSION_ID.test(previous) || !VERSION_ID.test(current)) return undefined;
  return [
    `Put the previous version back: aws secretsmanager update-secret-version-stage --region ${region}`,
    `--secret-id ${arn} --version-stage AWSCURRENT`,
    `--move-to-version-id ${previous} --remove-from-version-id ${current}`,
  ].join(' ');
};
