// As much of the module `vscode` as the unit tests need.
export class MarkdownString {
  constructor(readonly value: string) {}
}
