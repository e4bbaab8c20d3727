package dev.ranvier.examples.data;

import java.util.Arrays;

/// A data set of labelled grey images, all of one size. A pixel is from 0 (paper) to 1 (ink).
public final class Images {
  private final int height;
  private final int width;
  private final float[] pixels;
  private final int[] labels;

  /// Takes the arrays over.
  ///
  /// @param pixels of all images, row by row
  /// @param labels one for each image
  Images(int height, int width, float[] pixels, int[] labels) {
    if (pixels.length != (long) labels.length * height * width) {
      throw new IllegalArgumentException(
          "images: expected %d x %d x %d pixels, got %d"
              .formatted(labels.length, height, width, pixels.length));
    }
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
  }

  /// The number of images.
  public int count() {
    return labels.length;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int label(int image) {
    return labels[image];
  }

  public int[] labels() {
    return labels.clone();
  }

  public float pixel(int image, int row, int column) {
    return pixels[(image * height + row) * width + column];
  }

  /// The pixels of one image, row by row.
  public float[] pixels(int image) {
    int size = height * width;
    return Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
  }

  /// An image at half its height and width, moved before: each pixel is the mean of four. What is
  /// moved in from outside is paper, what is moved out is lost, and so is an odd last row or
  /// column.
  ///
  /// @return `height / 2` rows of `width / 2` pixels
  public float[] pooled(int image, Shift shift) {
    int columns = width / 2;
    float[] halved = new float[height / 2 * columns];
    for (int i = 0; i < halved.length; i++) {
      int row = 2 * (i / columns) - shift.down();
      int column = 2 * (i % columns) - shift.right();
      float sum = 0;
      for (int corner = 0; corner < 4; corner++) {
        sum += orPaper(image, row + corner / 2, column + corner % 2);
      }
      halved[i] = sum / 4;
    }
    return halved;
  }

  /// An image, moved. What is moved in from outside is paper, what is moved out is lost.
  public float[] moved(int image, Shift shift) {
    float[] moved = new float[height * width];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = orPaper(image, i / width - shift.down(), i % width - shift.right());
    }
    return moved;
  }

  private float orPaper(int image, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? pixel(image, row, column) : 0;
  }

  @Override
  public String toString() {
    return "%d images of %d x %d".formatted(count(), height, width);
  }
}
