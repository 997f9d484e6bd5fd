import { GITLAB } from '../answers.ts';
import { right, type Situation, type Situations } from '../case.ts';
import { fixed } from '../shapes.ts';

/** Something else puts the value in its place: no token, and no dead one. */
const reference = (id: string, text: string, more: Partial<Situation> = {}): Situation => ({
  id,
  source: 'like R01',
  from: 'dotenv',
  provider: 'gitlab',
  name: 'GITLAB_TOKEN',
  value: fixed(text),
  file: (value) => `GITLAB_TOKEN='${value}'\n`,
  answer: GITLAB.unauthorized,
  stays: true,
  right: right('misconfigured', 'indeterminate'),
  ...more,
});

export const references: Situations = {
  'a variable with a default, as in a shell': reference('R101', '${' + 'CI_TOKEN:-none}'),
  'a variable without braces': reference('R102', '$CI_TOKEN'),
  'a variable of Windows': reference('R103', '%CI_TOKEN%'),
  'a dynamic reference of CloudFormation': reference(
    'R104',
    '{{resolve:secretsmanager:prod/gitlab:SecretString:token}}',
  ),
  'a path of Vault, which bank-vaults resolves': reference('R105', 'vault:secret/data/gitlab#token'),
  'a reference of vals': reference('R106', 'ref+awssecrets://prod/gitlab#/token'),
  'a secret of Azure Container Apps': reference('R107', 'secretref:gitlab-token'),
  'a reference to an Azure Key Vault': reference(
    'R108',
    '@Microsoft.KeyVault(SecretUri=https://prod.vault.azure.net/secrets/gitlab/)',
  ),
  'a secret of Google Secret Manager': reference('R109', 'projects/123456789012/secrets/gitlab/versions/latest'),
  'a value of a Helm chart': reference('R110', '{{ .Values.gitlab.token }}'),
  'a secret of GitHub Actions': reference('R111', '${' + '{ secrets.GITLAB_TOKEN }}'),
  'the ARN of a parameter': reference('R112', 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/gitlab'),
  'a value that SOPS has encrypted': reference('R113', 'ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]'),
  'a path that says that it is a file': reference('R114', 'file:///run/secrets/gitlab_token'),
  'a reference of Berglas': reference('R115', 'sm://prod-project/gitlab-token'),
  'a reference of 1Password in an entry that names the kind': reference('R116', 'op://Private/GitLab/token', {
    from: 'stdin',
    provider: 'gitlab.pat',
  }),
  'a reference of 1Password in the environment': reference('R117', 'op://Private/GitLab/token', { from: 'env' }),
};
