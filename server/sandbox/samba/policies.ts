import type { PasswordPolicy } from '../../systems/directory/port.ts';
import type { Administrator } from './administrator.ts';

/** AD keeps durations as negative 100 ns ticks; "never" is the smallest 64-bit number (MS-ADTS 3.1.1.1.8.2). */
const never = '-9223372036854775808';
const ticks = (seconds: number | null) => (seconds === null ? never : String(BigInt(seconds) * -10_000_000n));

/** Puts the rules on the domain's root. A lockout without end is `0` there. */
export async function setDomainPolicy(admin: Administrator, policy: PasswordPolicy): Promise<void> {
  const lockout = policy.lockoutDurationSeconds;
  const values = {
    minPwdLength: String(policy.minLength),
    pwdHistoryLength: String(policy.historyLength),
    pwdProperties: policy.complexity ? '1' : '0',
    minPwdAge: ticks(policy.minAgeSeconds),
    maxPwdAge: ticks(policy.maxAgeSeconds),
    lockoutThreshold: String(policy.lockoutThreshold),
    lockoutDuration: ticks(lockout),
    lockOutObservationWindow: ticks(Math.min(lockout ?? 1800, 1800)),
  };
  for (const [type, value] of Object.entries(values)) await admin.modify(admin.base, 'replace', type, value);
}

/** Makes a password settings object for the members of `appliesTo` (a group's DN, or a person's). */
export async function addFineGrainedPolicy(
  admin: Administrator,
  policy: PasswordPolicy & { readonly name: string },
  options: { readonly precedence: number; readonly appliesTo: string },
): Promise<void> {
  const lockout = policy.lockoutDurationSeconds;
  await admin.add(`CN=${policy.name},${passwordSettingsContainer(admin)}`, {
    objectClass: ['top', 'msDS-PasswordSettings'],
    'msDS-PasswordSettingsPrecedence': String(options.precedence),
    'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
    'msDS-PasswordHistoryLength': String(policy.historyLength),
    'msDS-PasswordComplexityEnabled': policy.complexity ? 'TRUE' : 'FALSE',
    'msDS-MinimumPasswordLength': String(policy.minLength),
    'msDS-MinimumPasswordAge': ticks(policy.minAgeSeconds),
    'msDS-MaximumPasswordAge': ticks(policy.maxAgeSeconds),
    'msDS-LockoutThreshold': String(policy.lockoutThreshold),
    'msDS-LockoutObservationWindow': ticks(Math.min(lockout ?? 1800, 1800)),
    'msDS-LockoutDuration': ticks(lockout),
    'msDS-PSOAppliesTo': options.appliesTo,
  });
}

export const passwordSettingsContainer = ({ base }: Pick<Administrator, 'base'>) =>
  `CN=Password Settings Container,CN=System,${base}`;
