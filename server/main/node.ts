// Which Node can run the relay (package.json, engines).

export const LEAST_NODE = [22, 18] as const;

/** True for the running Node, or the version given, when it is new enough. */
export const nodeIsFit = (version = process.versions.node): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
};
