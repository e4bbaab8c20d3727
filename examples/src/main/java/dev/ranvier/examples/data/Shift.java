package dev.ranvier.examples.data;

import java.util.random.RandomGenerator;

/// By how many pixels an image is moved. Moving training images a little, anew in every epoch,
/// makes many of few; test images stay where they are.
public record Shift(int down, int right) {
  public static final Shift NONE = new Shift(0, 0);

  /// One of the shifts by at most `most` pixels in each direction, all as likely.
  public static Shift draw(RandomGenerator random, int most) {
    return new Shift(random.nextInt(-most, most + 1), random.nextInt(-most, most + 1));
  }
}
