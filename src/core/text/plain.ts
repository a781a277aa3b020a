/** Other people's text, harmless inside our Markdown: one line that shows what they wrote and does nothing. */
export function plain(text: string, most = 300): string {
  return text.slice(0, most);
}
