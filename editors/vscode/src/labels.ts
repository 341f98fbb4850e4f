// What VS Code's list of suggestions, which is narrow, shows of long labels.

/** An ARN without what all of a list have in common: `arn:aws:sqs:${Region}:${Account}:${Queue}` is `sqs:…:${Queue}`. */
export function shortened(label: string): string {
  return label.replace(/^arn:[^:]+:([^:]+):[^:]*:\$\{Account\}:/, "$1:…:");
}
