export const processFlags: readonly string[];
