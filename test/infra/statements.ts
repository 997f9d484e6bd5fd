import { type Json, ofType, type Resources, refs, shown } from './synth.ts';

export type Statement = {
  effect: string;
  actions: string[];
  resources: string[];
  services: string[];
  conditions: { [key: string]: Json };
};

const list = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

const statementOf = (raw: Json): Statement => {
  const { Effect, Action, Resource, Principal, Condition } = raw as { [key: string]: Json };
  const service = (Principal as { Service?: Json } | undefined)?.Service;
  return {
    effect: String(Effect),
    actions: list(Action).map(String),
    resources: list(Resource).map(shown),
    services: list(service).map(shown),
    conditions: (Condition ?? {}) as { [key: string]: Json },
  };
};

const statementsOf = (document: Json | undefined): Statement[] =>
  ((document as { Statement: Json[] }).Statement ?? []).map(statementOf);

/** What each role may do, by the logical id of the role. */
export const roles = (all: Resources): Map<string, Statement[]> => {
  const found = new Map<string, Statement[]>(ofType(all, 'AWS::IAM::Role').map(([id]) => [id, []]));
  for (const [, { Properties }] of ofType(all, 'AWS::IAM::Policy'))
    for (const role of refs(Properties.Roles)) found.get(role)?.push(...statementsOf(Properties.PolicyDocument));
  return found;
};

export const roleOf = (all: Resources, part: string): Statement[] => {
  const [only, ...more] = [...roles(all)].filter(([id]) => id.includes(part));
  if (!only || more.length > 0) throw new Error(`${more.length} more roles ${part}`);
  return only[1];
};

/** Key, queue and topic policies, and who may assume roles. */
export const resourcePolicies = (all: Resources): { id: string; statement: Statement }[] =>
  Object.entries(all).flatMap(([id, { Type, Properties }]) => {
    const document = POLICY_AT[Type];
    return document === undefined ? [] : statementsOf(Properties[document]).map((statement) => ({ id, statement }));
  });

const POLICY_AT: Record<string, string> = {
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::IAM::Role': 'AssumeRolePolicyDocument',
};
