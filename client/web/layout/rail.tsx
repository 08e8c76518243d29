// The way from everywhere to everywhere: a rail at the side, or a bar below on a narrow screen.
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { Link } from '@tanstack/react-router';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type Place, placesFor } from './places.ts';
import './rail.css';

function Entry({ place }: { readonly place: Place }) {
  const { t } = useTranslation('shell');
  const Icon = place.icon;
  return (
    <li className={place.narrow ? 'rail-entry' : 'rail-entry rail-wide'}>
      <Link
        to={place.to}
        className="rail-link"
        activeOptions={{ exact: place.to === '/' }}
        activeProps={{ 'aria-current': 'page' }}
      >
        <Icon size={22} stroke={1.75} aria-hidden="true" />
        <span>{t(place.label)}</span>
      </Link>
    </li>
  );
}

function More({ places }: { readonly places: readonly Place[] }) {
  const { t } = useTranslation('shell');
  return (
    <li className="rail-entry rail-more">
      <MenuTrigger>
        <Button className="rail-link">
          <IconDots size={22} aria-hidden="true" />
          <span>{t('menu')}</span>
        </Button>
        <Popover placement="top end" className="field-popover">
          <Menu className="field-list">
            {places.map(({ to, label }) => (
              <MenuItem key={to} href={to} className="field-option">
                {t(label)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </li>
  );
}

export function Rail({ practice, auditor }: { readonly practice: boolean; readonly auditor: boolean }) {
  const { t } = useTranslation('shell');
  const places = placesFor({ auditor, practice });
  return (
    <nav className="rail" aria-label={t('navigation')}>
      <ul>
        {places.map((place) => (
          <Entry key={place.to} place={place} />
        ))}
        <More places={places.filter(({ narrow }) => !narrow)} />
      </ul>
    </nav>
  );
}
