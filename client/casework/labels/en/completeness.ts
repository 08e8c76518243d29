// English texts of casework: what the completeness check says (keys: say.ts).

export const COMPLETENESS = {
  'check.needed': 'Needed: {need}',
  'check.within': '{place}: {message}',
  'check.entry': '{list}, {number}',
  'check.cited': '{message} — {citation}',
  'check.wrong-kind': '{label}: this is not in the form expected',
  'check.empty': '{label}: nothing was filled in',
  'check.too-long': '{label}: too long or too many',
  'check.characters': '{label}: contains characters that cannot be sent; type it again instead of pasting',
  'check.not-offered': '{label}: choose one of the values offered',
  'check.out-of-range': '{label}: the number is out of range',
  'check.repeated': '{label}: the same one is given twice',
  'check.not-here': '{label}: does not belong here with what is chosen above; remove it',
  'check.unknown-field': 'A field this form does not have: {label}',
  'check.in-the-past': '{label}: lies in the past',
  'check.in-the-future': '{label}: lies in the future',
  'check.before-start': '{label}: lies before {other}',
  'check.must-be-yes': 'Needed: {need}',
  'check.unknown-zone': '{label}: this time zone is not known; choose one like Europe/Vienna',
  'check.language':
    '{label}: the requested authority accepts {languages}; write in one of these or attach a translation',
} as const;
