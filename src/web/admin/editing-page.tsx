import type { ComponentChildren } from 'preact';
import { paths } from '../../paths.ts';
import { PageHeading, Stack } from '../../ui/arrangement.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Page } from '../layout/page.tsx';
import type { PageContext } from '../layout/page-context.ts';

export type EditingPageProps = {
  ctx: PageContext;
  title: string;
  /** What is edited, when the title does not say. */
  eyebrow?: string | undefined;
  lead?: string | undefined;
  /** The pages above, under « Administration ». */
  above?: readonly { label: string; href: string }[];
  width?: 'narrow' | 'normal' | 'wide';
  errors?: Readonly<Record<string, string>> | undefined;
  actions?: ComponentChildren;
  children: ComponentChildren;
};

/** The frame of the pages of the administration: where one is, what is to be corrected, the matter. */
export function EditingPage(props: EditingPageProps) {
  const { ctx, title, eyebrow, lead, above = [], width = 'normal', errors = {} } = props;
  const listed = Object.entries(errors).map(([field, message]) => ({ field, message }));
  return (
    <Page
      ctx={ctx}
      title={
        eyebrow === undefined ? title : ctx.t('common:of.told', { what: title, which: eyebrow })
      }
      current="administration"
      width={width}
      hasErrors={listed.length > 0}
      breadcrumb={[{ label: ctx.t('admin:title'), href: paths.administration() }, ...above]}
    >
      <PageHeading
        title={title}
        eyebrow={eyebrow}
        lead={lead && <p>{lead}</p>}
        actions={props.actions}
      />
      <Stack gap="lg">
        <ErrorSummary errors={listed} />
        {props.children}
      </Stack>
    </Page>
  );
}
