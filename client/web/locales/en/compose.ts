// English texts of the pages that make and send an act.

export default {
  newTitle: 'New request',
  draftTitle: 'Draft',
  draftsTitle: 'Drafts',
  checkTitle: 'Check',
  signTitle: 'Sign and send',
} as const;
