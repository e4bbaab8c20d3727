package dev.ranvier.compiler.connect;

/// Writes the rows of a convolution's wiring, one for each source, in the order of the sources.
final class ConvolutionRows {
  private final Convolution shape;
  private final Convolution.Axis rows;
  private final Convolution.Axis columns;
  private final int[] targetOf;
  private final int[] weightOf;
  private int count;

  ConvolutionRows(Convolution shape, Convolution.Axis rows, Convolution.Axis columns) {
    this.shape = shape;
    this.rows = rows;
    this.columns = columns;
    int synapses = Math.toIntExact(shape.synapses(0, 0).orElseThrow());
    this.targetOf = new int[synapses];
    this.weightOf = new int[synapses];
  }

  Wiring wiring(int sources, int targets) {
    int[] rowStarts = new int[sources + 1];
    for (int source = 0; source < sources; source++) {
      int place = source / shape.channels();
      row(place / shape.width(), place % shape.width(), source % shape.channels());
      rowStarts[source + 1] = count;
    }
    int weights = Math.toIntExact(shape.weights(sources, targets).orElseThrow());
    return Wiring.shared(targets, rowStarts, targetOf, weightOf, weights);
  }

  private void row(int y, int x, int channel) {
    for (int outY = rows.first(y); outY < rows.end(y); outY++) {
      for (int outX = columns.first(x); outX < columns.end(x); outX++) {
        int tap = rows.tap(y, outY) * shape.kernelWidth() + columns.tap(x, outX);
        int target = (outY * columns.outputs() + outX) * shape.outputs();
        int weight = (tap * shape.channels() + channel) * shape.outputs();
        for (int output = 0; output < shape.outputs(); output++) {
          targetOf[count] = target + output;
          weightOf[count++] = weight + output;
        }
      }
    }
  }
}
