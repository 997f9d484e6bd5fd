import { at, isObject, type Json } from '../../../core/base/json.ts';

type Statement = { readonly [key: string]: Json };

/** One thing that MiniStack's policy engine does not resolve as AWS does, and how a statement is written for it instead. */
export type Difference = {
  readonly change: string;
  readonly emulator: string;
  readonly aws: string;
  /** Undefined for a statement that it does not concern. */
  readonly rewrite: (statement: Statement) => Statement | undefined;
};

const listed = (value: Json | undefined): readonly Json[] => [value ?? []].flat() as readonly Json[];

const withBatch = (statement: Statement): Statement | undefined => {
  const actions = listed(statement.Action);
  const reaches = statement.Effect === 'Allow' && JSON.stringify(listed(statement.Resource)).includes('WorkQueue');
  if (!reaches || !actions.includes('sqs:SendMessage')) return undefined;
  return { ...statement, Action: [...actions, 'sqs:SendMessageBatch'] };
};

const SERVICE_TAG = '"secretsmanager:ResourceTag/';

const withGlobalTag = (statement: Statement): Statement | undefined => {
  const text = JSON.stringify(statement);
  return text.includes(SERVICE_TAG) ? JSON.parse(text.replaceAll(SERVICE_TAG, '"aws:ResourceTag/')) : undefined;
};

const PRINCIPALS = 'Condition.ArnNotEquals.aws:PrincipalArn';

const sessionsOf = (roleArn: Json): Json => {
  const [role] = listed(at(roleArn, 'Fn::GetAtt'));
  if (typeof role !== 'string') throw new Error('aws:PrincipalArn holds what is not the ARN of a role of the template');
  return { 'Fn::Sub': `arn:\${AWS::Partition}:sts::\${AWS::AccountId}:assumed-role/\${${role}}/*` };
};

const withSessions = (statement: Statement): Statement | undefined => {
  const roles = at(statement, PRINCIPALS);
  if (roles === undefined) return undefined;
  return { ...statement, Condition: { ArnNotEquals: { 'aws:PrincipalArn': listed(roles).map(sessionsOf) } } };
};

/** All that the enforced run changes in the template that `cdk synth` makes. */
export const DIFFERENCES: readonly Difference[] = [
  {
    change: 'who is allowed sqs:SendMessage to the work queue is allowed sqs:SendMessageBatch',
    emulator: 'checks the batch call as an action of its own',
    aws: 'has no such action; the batch call needs sqs:SendMessage',
    rewrite: withBatch,
  },
  {
    change: 'secretsmanager:ResourceTag/KEY is written aws:ResourceTag/KEY',
    emulator: 'fills in the tags of a secret under the global key only',
    aws: 'fills in both',
    rewrite: withGlobalTag,
  },
  {
    change: 'a role in aws:PrincipalArn is written as all its sessions',
    emulator: 'puts the ARN of the session there',
    aws: 'puts the ARN of the role there',
    rewrite: withSessions,
  },
];

/** The template as the emulator needs it. Throws when one of the differences is not needed any more. */
export const forEmulator = (template: Json): Json => {
  const unused = new Set(DIFFERENCES);
  const rewrite = (statement: Json): Json =>
    DIFFERENCES.reduce((before, difference) => {
      const after = isObject(before) ? difference.rewrite(before) : undefined;
      if (after !== undefined) unused.delete(difference);
      return after ?? before;
    }, statement);
  const rewritten = withStatements(template, rewrite);
  const stale = [...unused].map(({ change }) => change);
  if (stale.length > 0) throw new Error(`nothing in the template needs: ${stale.join('; ')}`);
  return rewritten;
};

/** With every statement of its policies rewritten, at whatever depth they stand. */
const withStatements = (value: Json, rewrite: (statement: Json) => Json): Json => {
  if (Array.isArray(value)) return value.map((inner) => withStatements(inner, rewrite));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'Statement' ? listed(inner).map(rewrite) : withStatements(inner, rewrite),
    ]),
  );
};
