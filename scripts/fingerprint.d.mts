export const buildSources: readonly string[];
export function fingerprint(root: string, paths: readonly string[]): string;
