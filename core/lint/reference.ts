import { unwrapped } from './lint.ts';

export type Reference = {
  /** Whose it is, and how it is written: `1Password, op://`. */
  readonly tool: string;
  /** What resolves it, for the variable `name`. */
  readonly step: (name: string) => string;
};

type Row = Reference & { readonly pattern: RegExp };

const under =
  (command: string) =>
  (name: string): string =>
    `Let its tool fill it in: ${command} token-health check --env ${name}`;

const fetched =
  (command: string) =>
  (name: string): string =>
    `Fetch the token itself, then check it: ${name}="$(${command})" token-health check --env ${name}`;

const decrypted =
  (tool: string) =>
  (name: string): string =>
    `Resolve it with ${tool}, then check it: token-health check --env ${name}`;

const FILE = fetched('cat FILE');
const VARIABLE = (name: string): string =>
  `Set the variable that it names, in the same file or in the environment, or check what the program gets: token-health check --env ${name}`;

/** Every notation that stands for a value kept elsewhere. Each begins in a way that no token has. */
const ROWS: readonly Row[] = [
  {
    tool: 'an expression of GitHub Actions',
    pattern: /^\$\{\{[^{}]{0,200}\}\}$/,
    step: (name) =>
      `Give it to a step of the workflow as env ${name}, and check it there: token-health check --env ${name}`,
  },
  {
    tool: 'another variable, $NAME',
    pattern: /^\$(?:\{[A-Za-z_][\w.]{0,100}(?::?[-?+=][^{}]{0,200})?\}|(?:env:)?[A-Z_][A-Z0-9_]{1,100})$/,
    step: VARIABLE,
  },
  {
    tool: 'another variable, as a program names it',
    pattern: /^(?:process[.]env[.[]|os\.environ[.[]|os\.getenv\(|ENV\[|env:\/\/|%env\()/,
    step: VARIABLE,
  },
  { tool: 'another variable, %NAME%', pattern: /^%[A-Z][A-Z0-9_]{1,100}%$/, step: VARIABLE },
  {
    tool: 'a template, {{ }}',
    pattern: /^\{\{-?\s*(?:[.$]|(?:env|include|lookup|printf|secret|vault)\b|[\w.]{1,100}\s*[|(])[^{}]{0,200}\}\}$/,
    step: (name) => `Fill the template in, then check what came of it: token-health check --env ${name}`,
  },
  { tool: 'a command, $( )', pattern: /^\$\([^()]{1,200}\)$/, step: VARIABLE },
  { tool: 'Ansible Vault, $ANSIBLE_VAULT', pattern: /^\$ANSIBLE_VAULT;/, step: fetched('ansible-vault view FILE') },
  { tool: '1Password, op://', pattern: /^op:\/\//, step: under('op run --') },
  { tool: 'Vault, vault:', pattern: /^(?:>>)?vault:\S/, step: under('vault-env') },
  { tool: 'dotenvx, encrypted:', pattern: /^encrypted:/, step: under('dotenvx run --') },
  {
    tool: 'CloudFormation, {{resolve:',
    pattern: /^\{\{resolve:/,
    step: () => 'Check the secret that it names: token-health check --secret NAME',
  },
  {
    tool: 'Secrets Manager, its ARN',
    pattern: /^arn:aws[a-z-]*:secretsmanager:/,
    step: () => 'Check the secret itself: token-health check --secret ARN',
  },
  {
    tool: 'Parameter Store, its ARN',
    pattern: /^arn:aws[a-z-]*:ssm:/,
    step: fetched('aws ssm get-parameter --with-decryption --query Parameter.Value --output text --name NAME'),
  },
  {
    tool: 'Parameter Store, ssm:',
    pattern: /^(?:aws-?)?ssm:\/|^\/aws\/reference\/secretsmanager\//,
    step: fetched('aws ssm get-parameter --with-decryption --query Parameter.Value --output text --name NAME'),
  },
  {
    tool: 'Secrets Manager, secretsmanager:',
    pattern: /^(?:aws-?)?(?:secretsmanager:\S|(?:aws-)?sm:\/\/|secrets-manager:\/\/)/,
    step: () => 'Check the secret itself: token-health check --secret NAME',
  },
  { tool: 'a file, file:', pattern: /^file:/i, step: FILE },
  {
    tool: 'a file, its path',
    pattern: /^(?:~|\/(?:run|var|etc|mnt|opt|home|root|tmp|secrets))\/[\w./-]+$/,
    step: FILE,
  },
  { tool: 'SOPS, ENC[ ]', pattern: /^(?:ENC\[|sops:)/, step: under('sops exec-env FILE --') },
  { tool: 'Jasypt, ENC( )', pattern: /^ENC\(/, step: decrypted('Jasypt') },
  { tool: 'vals, ref+', pattern: /^(?:ref|secretref)\+[a-z0-9]+:\/\//, step: under('vals exec -f FILE --') },
  {
    tool: 'helm-secrets, secrets+',
    pattern: /^secrets?\+[a-z-]+:\/\//,
    step: fetched('helm secrets decrypt FILE'),
  },
  {
    tool: 'Azure Container Apps, secretref:',
    pattern: /^secretref:/,
    step: fetched('az containerapp secret show --query value --output tsv --name APP --secret-name NAME'),
  },
  {
    tool: 'Google Secret Manager, projects/',
    pattern: /^(?:projects\/[^/\s]{1,100}\/secrets\/|(?:gcp-?sm|berglas|gcp-secret-manager):)/,
    step: fetched('gcloud secrets versions access latest --secret=NAME'),
  },
  {
    tool: 'Azure Key Vault, @Microsoft.KeyVault( )',
    pattern: /^(?:@Microsoft\.KeyVault\(|(?:akv|azurekeyvault):)/i,
    step: fetched('az keyvault secret show --query value --output tsv --id URL'),
  },
  { tool: 'the keyring, keyring:', pattern: /^(?:keyring|keychain):/, step: fetched('keyring get SERVICE USER') },
  { tool: 'Bitwarden, bws:', pattern: /^(?:bws|bw|bitwarden):/, step: under('bws run --') },
  { tool: 'Doppler, doppler:', pattern: /^doppler:/, step: under('doppler run --') },
  { tool: 'Infisical, infisical:', pattern: /^infisical:/, step: under('infisical run --') },
  { tool: 'Keeper, keeper://', pattern: /^keeper:\/\//, step: under('ksm exec --') },
  { tool: 'Proton Pass, pass://', pattern: /^pass:\/\//, step: under('pass-cli run --') },
  { tool: 'a store of secrets, secret://', pattern: /^secrets?:\/\//, step: decrypted('its tool') },
  { tool: 'Home Assistant, !secret', pattern: /^!secret \S+$/, step: () => 'Check the value in secrets.yaml.' },
];

/** What a value stands for, when it is no token but names the place of one. Undefined for all else. */
export const referenceIn = (value: string): Reference | undefined => {
  const text = unwrapped(value);
  return ROWS.find(({ pattern }) => pattern.test(text));
};
