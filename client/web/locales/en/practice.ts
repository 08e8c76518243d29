// English texts of the practice pages.

export default {
  relayTitle: 'What the relay holds',
  liesTitle: 'A lying relay',
} as const;
