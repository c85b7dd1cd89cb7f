/** What is wrong with the configuration, one line a finding: path, expectation, example. Stops the start. */
export class ConfigurationError extends Error {
  readonly findings: readonly string[];

  constructor(findings: readonly string[]) {
    super(findings.join('\n'));
    this.name = 'ConfigurationError';
    this.findings = findings;
  }
}
