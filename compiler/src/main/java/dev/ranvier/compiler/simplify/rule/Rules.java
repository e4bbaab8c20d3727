package dev.ranvier.compiler.simplify.rule;

import java.util.List;

/// THE list of rules, in the order in which they are tried.
public final class Rules {
  public static final List<Rule> ALL =
      List.of(
          new CommuteConstants(),
          new AddZero(),
          new AddNegation(),
          new SubtractZero(),
          new SubtractItself(),
          new SubtractNegation(),
          new SubtractAddend(),
          new MultiplyByOne(),
          new MultiplyByZero(),
          new DivideByOne(),
          new RemainderByOne(),
          new NegateTwice(),
          new NotTwice(),
          new NotOfCompare(),
          new ShiftByZero(),
          new AndWithZero(),
          new AndWithOnes(),
          new AndWithItself(),
          new OrWithZero(),
          new OrWithOnes(),
          new OrWithItself(),
          new XorWithZero(),
          new XorWithOnes(),
          new XorWithItself(),
          new MaximumOfSame(),
          new MinimumOfSame(),
          new CompareWithItself(),
          new ConvertToSameType(),
          new ConvertThereAndBack(),
          new SelectByConstant(),
          new SelectOfSame(),
          new SelectByNot(),
          new SelectOfBooleans(),
          new ReshapeToSameType(),
          new ReshapeOfReshape(),
          new TransposeOfNothing(),
          new TransposeOfTranspose(),
          new BroadcastToSameType(),
          new BroadcastOfBroadcast(),
          new ReverseOfNothing(),
          new ReverseOfReverse(),
          new SliceOfWhole(),
          new SliceOfSlice(),
          new ConcatenateOfOne(),
          new ConcatenateOfEmpty(),
          new PadOfNothing(),
          new DynamicSliceOfWhole(),
          new DynamicUpdateSliceOfWhole());

  private Rules() {}
}
