// Where one can go from everywhere: the entries of the rail and of the bar below.
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import IconBook2 from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs';
import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs';
import IconFileCheck from '@tabler/icons-react/dist/esm/icons/IconFileCheck.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconMasksTheater from '@tabler/icons-react/dist/esm/icons/IconMasksTheater.mjs';
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconServerBolt from '@tabler/icons-react/dist/esm/icons/IconServerBolt.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconShieldExclamation from '@tabler/icons-react/dist/esm/icons/IconShieldExclamation.mjs';

/** `narrow`: stands in the bar of a narrow screen; the others are behind its last entry. */
const PLACES = [
  { to: '/', label: 'home', icon: IconHome, narrow: true },
  { to: '/inbox', label: 'inbox', icon: IconInbox, narrow: true },
  { to: '/sent', label: 'sent', icon: IconSend, narrow: true },
  { to: '/drafts', label: 'drafts', icon: IconNotes, narrow: false },
  { to: '/directory', label: 'directory', icon: IconAddressBook, narrow: true },
  { to: '/authority', label: 'authority', icon: IconBuildingBank, narrow: false },
  { to: '/alarms', label: 'alarms', icon: IconShieldExclamation, narrow: false },
  { to: '/verify', label: 'verify', icon: IconFileCheck, narrow: false },
  { to: '/settings', label: 'settings', icon: IconSettings, narrow: false },
] as const;

/** Of those who read no content: what others find in inbox, sent and drafts stands in the register, sealed. */
const AUDITORS = [
  { to: '/', label: 'home', icon: IconHome, narrow: true },
  { to: '/register', label: 'register', icon: IconBook2, narrow: true },
  { to: '/verify', label: 'verify', icon: IconFileCheck, narrow: true },
  { to: '/directory', label: 'directory', icon: IconAddressBook, narrow: true },
  { to: '/authority', label: 'authority', icon: IconBuildingBank, narrow: false },
  { to: '/alarms', label: 'alarms', icon: IconShieldExclamation, narrow: false },
  { to: '/settings', label: 'settings', icon: IconSettings, narrow: false },
] as const;

/** Only in practice. */
const PRACTICE_PLACES = [
  { to: '/practice/relay', label: 'practiceRelay', icon: IconServerBolt, narrow: false },
  { to: '/practice/lies', label: 'practiceLies', icon: IconMasksTheater, narrow: false },
] as const;

export type Place = (typeof PLACES | typeof AUDITORS | typeof PRACTICE_PLACES)[number];

export const placesFor = ({ auditor, practice }: { auditor: boolean; practice: boolean }): readonly Place[] => [
  ...(auditor ? AUDITORS : PLACES),
  ...(practice ? PRACTICE_PLACES : []),
];
