package dev.reprise.app.report;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table with padded columns: names to the left, figures to the right. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(List<String> head) {
        widths = new int[head.size()];
        row(head);
    }

    /** Adds a row of as many cells as the head has. */
    void row(List<String> cells) {
        if (cells.size() != widths.length) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + widths.length + " columns");
        }
        List<String> safe = cells.stream().map(TextTable::escape).toList();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Math.max(3, safe.get(i).length()));
        }
        rows.add(safe);
    }

    /** Characters of a line. */
    int width() {
        int width = 1;
        for (int column : widths) {
            width += column + 3;
        }
        return width;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append('|');
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(row).get(i);
                String space = " ".repeat(widths[i] - cell.length());
                text.append(' ').append(i == 0 ? cell + space : space + cell).append(" |");
            }
            text.append('\n');
            if (row == 0) {
                text.append('|');
                for (int i = 0; i < widths.length; i++) {
                    text.append(i == 0 ? ":" : "-")
                            .append("-".repeat(widths[i]))
                            .append(i == 0 ? "-|" : ":|");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** A bar or a line break inside a cell would end it; some terminals show neither thin spaces nor dashes. */
    private static String escape(String cell) {
        return cell.replace("|", "\\|")
                .replace('\n', ' ')
                .replace('\r', ' ')
                .replace('\u202f', ' ')
                .replace(Numbers.NONE, "-");
    }
}
