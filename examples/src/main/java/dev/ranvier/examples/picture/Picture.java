package dev.ranvier.examples.picture;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/// Charts under one title, one below the other, with a common width.
///
/// @param title what is shown, above all panels
/// @param panels from top to bottom; each brings its own height
public record Picture(String title, List<XYChart> panels) {
  static final int WIDTH = 900;
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

  private static final int TITLE_HEIGHT = 40;

  /// Pixels of the PNG for each unit of the layout, so that it is sharp on screens of high density.
  private static final int PNG_SCALE = 2;

  public Picture {
    panels = List.copyOf(panels);
  }

  /// Writes `name.svg` and `name.png` into a directory, which is made if it isn't there.
  ///
  /// @return the two files
  public List<Path> write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    Path svg = directory.resolve(name + ".svg");
    Path png = directory.resolve(name + ".png");
    writeSvg(svg);
    writePng(png);
    return List.of(svg, png);
  }

  private int height() {
    return TITLE_HEIGHT + panels.stream().mapToInt(XYChart::getHeight).sum();
  }

  private void writePng(Path file) throws IOException {
    var image =
        new BufferedImage(WIDTH * PNG_SCALE, height() * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(PNG_SCALE, PNG_SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    paint(graphics);
    graphics.dispose();
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException(file + ": this JDK cannot write PNG");
    }
  }

  private void writeSvg(Path file) throws IOException {
    var graphics = new VectorGraphics2D();
    paint(graphics);
    var document =
        Processors.get("svg")
            .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height()));
    try (OutputStream stream = Files.newOutputStream(file)) {
      document.writeTo(stream);
    }
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, height());
    graphics.setColor(Color.BLACK);
    graphics.setFont(TITLE);
    int width = graphics.getFontMetrics().stringWidth(title);
    graphics.drawString(title, (WIDTH - width) / 2, TITLE_HEIGHT - 12);
    AffineTransform top = graphics.getTransform();
    int y = TITLE_HEIGHT;
    for (XYChart panel : panels) {
      graphics.translate(0, y);
      panel.paint(graphics, WIDTH, panel.getHeight());
      graphics.setTransform(top);
      y += panel.getHeight();
    }
  }
}
