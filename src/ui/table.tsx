import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import { useTexts } from './texts-context.ts';

export type SortDirection = 'ascending' | 'descending' | 'none';

/** One column: its heading, what it shows of a row, and where a click on the heading leads. */
export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ComponentChildren;
  sort?: { href: string; direction: SortDirection };
  /** The cell that names the row (its number), one a table. */
  rowHeader?: boolean;
  align?: 'end';
  nowrap?: boolean;
  /** The heading may go on two lines, in a table of many columns. */
  headerWraps?: boolean;
  /** What people typed: gets room, and is cut anywhere rather than push the table out. */
  freeText?: boolean;
  /** Heading for those who listen only, for a column of buttons. */
  headerHidden?: boolean;
};

export type TableProps<Row> = {
  caption: string;
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string | number;
  /** `unread` puts a mark and a weight on the row; the words are the page's to say. */
  rowState?: (row: Row) => 'unread' | 'late' | undefined;
  /** Shown instead of the table when there is no row. */
  empty?: VNode;
};

const sortIcons = { ascending: 'sortUp', descending: 'sortDown', none: 'sortNone' } as const;

function Heading<Row>({ column }: { column: Column<Row> }) {
  const { header, sort, align, headerHidden, headerWraps } = column;
  return (
    // Roles are repeated because cards change `display`, and some browsers then forget it is a table.
    <th
      scope="col"
      role="columnheader"
      aria-sort={sort?.direction}
      data-align={align}
      data-wraps={headerWraps ? '' : undefined}
      data-sortable={sort ? '' : undefined}
    >
      {sort ? (
        <a class="sort-link" href={sort.href}>
          <span>{header}</span>
          <Icon name={sortIcons[sort.direction]} size="sm" />
        </a>
      ) : (
        <span class={headerHidden ? 'ds-sr-only' : undefined}>{header}</span>
      )}
    </th>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = {
    'data-align': column.align,
    'data-nowrap': column.nowrap ? '' : undefined,
    'data-free': column.freeText ? '' : undefined,
    'data-label': column.headerHidden ? undefined : column.header,
  };
  return column.rowHeader ? (
    <th scope="row" role="rowheader" {...look}>
      <div class="cell">{column.cell(row)}</div>
    </th>
  ) : (
    <td role="cell" {...look}>
      <div class="cell">{column.cell(row)}</div>
    </td>
  );
}

/** Rows of the same kind, each a card on a narrow screen. Sorting is a link, so the order is in the address. */
export function Table<Row>(props: TableProps<Row>) {
  const t = useTexts();
  const { caption, captionHidden, columns, rows, rowKey, rowState, empty } = props;
  if (rows.length === 0 && empty) return empty;
  const sortable = columns.some((column) => column.sort);
  return (
    <div class="table-box">
      <table class="ds-table table" role="table">
        <caption class={captionHidden ? 'ds-sr-only' : undefined}>{caption}</caption>
        <thead role="rowgroup" data-sort-label={sortable ? t('common:table.sortBy') : undefined}>
          <tr role="row">
            {columns.map((column) => (
              <Heading key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-state={rowState?.(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
