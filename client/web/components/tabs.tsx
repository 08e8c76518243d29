// Views of one thing beside each other; `count` is a number of things to do there.
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import './tabs.css';

export type TabView = {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
};

export function Tabs({
  label,
  views,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly views: readonly TabView[];
  readonly selected?: string;
  onSelect?(key: string): void;
}) {
  return (
    <AriaTabs
      className="tabs"
      {...(selected === undefined ? {} : { selectedKey: selected })}
      {...(onSelect ? { onSelectionChange: (key) => onSelect(String(key)) } : {})}
    >
      <TabList aria-label={label} className="tabs-list">
        {views.map(({ key, label: words, count }) => (
          <Tab key={key} id={key} className="tabs-tab">
            {words}
            {count ? <span className="tabs-count">{count}</span> : null}
          </Tab>
        ))}
      </TabList>
      {views.map(({ key, content }) => (
        <TabPanel key={key} id={key} className="tabs-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
