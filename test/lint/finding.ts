import * as z from 'zod';

/** One complaint of a linter about one resource. */
export type Finding = {
  readonly tool: 'cfn-lint' | 'checkov';
  /** `W3005`, `CKV_AWS_116`. */
  readonly id: string;
  /** `AWS::Lambda::Function MonitorProbeFunction152EFDD7`; of a finding about no resource, its place in the template. */
  readonly resource: string;
  readonly says: string;
};

type Template = { readonly Resources: Readonly<Record<string, { readonly Type: string }>> };

const cfnLint = z.array(
  z.object({
    Message: z.string(),
    Rule: z.object({ Id: z.string() }),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullable() }),
  }),
);

const placeIn = ({ Resources }: Template, path: readonly (string | number)[]): string => {
  const id = String(path[1] ?? '');
  const type = path[0] === 'Resources' ? Resources[id]?.Type : undefined;
  return type === undefined ? path.join('/') : `${type} ${id}`;
};

/** What `cfn-lint --format json` prints. */
export const readCfnLint = (printed: string, template: Template): readonly Finding[] =>
  cfnLint.parse(JSON.parse(printed || '[]')).map(({ Message, Rule, Location }) => ({
    tool: 'cfn-lint',
    id: Rule.Id,
    resource: placeIn(template, Location.Path ?? []),
    says: Message,
  }));

const checkov = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
  summary: z.object({ passed: z.number(), parsing_errors: z.literal(0), resource_count: z.number().positive() }),
});

/** What `checkov --output json` prints. Throws when it could not read the template, or found nothing in it to check. */
export const readCheckov = (printed: string): readonly Finding[] =>
  checkov.parse(JSON.parse(printed)).results.failed_checks.map(({ check_id, check_name, resource }) => ({
    tool: 'checkov',
    id: check_id,
    resource: resource.replace('.', ' '),
    says: check_name,
  }));
