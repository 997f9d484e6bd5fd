import type { Observation } from '../core/observation.ts';
import type { SecretReading } from './ports.ts';

type Failed = Extract<SecretReading, { read: false }>;

const WORDS: Readonly<Record<Exclude<Failed['why'], 'throttled'>, readonly [detail: string, remedy: string]>> = {
  denied: [
    'the monitor may not read this secret',
    'allow it GetSecretValue: check the resource policy of the secret, and that the tag token-health:provider is on it',
  ],
  undecryptable: [
    'its KMS key refuses to decrypt',
    'allow kms:Decrypt on the key of this secret to the probe, or enable the key again',
  ],
  gone: [
    'the secret no longer exists',
    'if that was meant, there is nothing to do: it leaves the list with the next sweep',
  ],
  binary: ['the secret is binary, not text', 'store the token as text: put-secret-value --secret-string'],
};

/** A secret that could not be read is a finding about the configuration; it says nothing about the token. */
export const unreadableBecause = (reading: Failed, name: string): Observation => {
  if (reading.why === 'throttled') {
    return { seen: 'unanswered', why: 'network', detail: 'Secrets Manager is busy' };
  }
  const [detail, remedy] = WORDS[reading.why];
  return {
    seen: 'unreadable',
    cause: 'unreadable-secret',
    detail: `${detail}: ${name} (${reading.detail})`,
    remedy: [remedy],
  };
};
