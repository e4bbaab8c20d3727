package dev.ranvier.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.examples.picture.RasterPicture.Rows;
import dev.ranvier.examples.picture.RasterPicture.Spike;
import dev.ranvier.examples.picture.VoltagePicture.Trace;
import dev.ranvier.examples.picture.VoltagePicture.Traces;
import dev.ranvier.runtime.train.EpochRow;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  @TempDir Path folder;

  @Test
  void writesARasterAsPngAndSvg() throws Exception {
    var random = new Random(7);
    List<Spike> spikes = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      spikes.add(new Spike(4 + 8 * random.nextDouble(), random.nextInt(120)));
    }
    Picture picture =
        RasterPicture.draw(
            "a raster",
            12.5,
            List.of(
                new Rows("in", 4, List.of(new Spike(1, 0), new Spike(3, 3))),
                new Rows("hidden", 120, spikes),
                new Rows("label", 3, List.of())));
    assertReadable(picture.write(folder, "raster"), "a raster");
  }

  @Test
  void writesVoltagesAsPngAndSvg() throws Exception {
    List<Float> rising = IntStream.range(0, 250).mapToObj(i -> i % 100 / 100f).toList();
    List<Float> falling = IntStream.range(0, 250).mapToObj(i -> -i / 400f).toList();
    Picture picture =
        VoltagePicture.draw(
            "some voltages",
            0.05,
            List.of(
                new Traces(
                    "label",
                    1,
                    List.of(
                        new Trace("0", rising, List.of(100, 200)),
                        new Trace("1", falling, List.of())))));
    assertReadable(picture.write(folder, "voltage"), "some voltages");
  }

  @Test
  void writesATrainingAsPngAndSvg() throws Exception {
    List<EpochRow> rows =
        IntStream.rangeClosed(1, 40)
            .mapToObj(
                epoch ->
                    new EpochRow(
                        epoch,
                        epoch == 20 ? Double.NaN : 0.05 + 1.1 * Math.exp(-epoch / 8.0),
                        Math.min(1, 0.4 + 0.02 * epoch),
                        epoch % 2 == 0
                            ? OptionalDouble.of(0.98 - 0.6 * Math.exp(-epoch / 6.0))
                            : OptionalDouble.empty(),
                        0.01 * Math.pow(Math.cos(Math.PI * epoch / 82), 2),
                        9000,
                        0.55))
            .toList();
    Picture picture = TrainingPicture.draw("a training", rows);
    assertReadable(picture.write(folder, "training"), "a training");
    assertReadable(
        TrainingPicture.draw("an epoch", rows.subList(0, 1)).write(folder, "epoch"), "an epoch");
  }

  @Test
  void makesTheFolderItWritesTo() throws Exception {
    Path deeper = folder.resolve("a/b");
    Picture picture = RasterPicture.draw("t", 1, List.of(new Rows("in", 1, List.of())));
    assertThat(picture.write(deeper, "r"))
        .containsExactly(deeper.resolve("r.svg"), deeper.resolve("r.png"))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  private static void assertReadable(List<Path> files, String title) throws Exception {
    assertThat(files).hasSize(2);
    var parsers = DocumentBuilderFactory.newDefaultNSInstance();
    // The drawing names SVG's document type, which lies on a network that no test may need.
    parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var document = parsers.newDocumentBuilder().parse(files.getFirst().toFile());
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(Files.readString(files.getFirst())).contains(title, "<path");
    BufferedImage image = ImageIO.read(files.getLast().toFile());
    assertThat(image.getWidth()).isEqualTo(2 * Picture.WIDTH);
    assertThat(image.getHeight()).isGreaterThan(400);
    assertThat(IntStream.range(0, image.getHeight()).mapToObj(y -> image.getRGB(900, y)).distinct())
        .as("colours down the middle")
        .hasSizeGreaterThan(3);
  }
}
