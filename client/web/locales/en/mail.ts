// English texts of inbox, sent and case pages.

export default {
  inboxTitle: 'Inbox',
  sentTitle: 'Sent',
  caseTitle: 'Case',
  sentOneTitle: 'Sent',
} as const;
