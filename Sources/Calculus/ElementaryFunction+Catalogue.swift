import IndexNotation
import MatrixNotation

/// The elementary functions of index notation as functions of the catalogue.
extension ElementaryFunction {
  func slope(at x: Double) -> Double {
    func slope<F: ElementwiseFunction>(_ function: F) -> Double {
      function.slope(at: x, value: value(at: x))
    }
    return switch self {
    case .exp: slope(Exp())
    case .log: slope(Log())
    case .sin: slope(Sin())
    case .cos: slope(Cos())
    case .tan: slope(Tan())
    case .arcsin: slope(ArcSin())
    case .arccos: slope(ArcCos())
    case .arctan: slope(ArcTan())
    case .sinh: slope(Sinh())
    case .cosh: slope(Cosh())
    case .tanh: slope(Tanh())
    case .arcsinh: slope(ArcSinh())
    case .arccosh: slope(ArcCosh())
    case .arctanh: slope(ArcTanh())
    case .erf: slope(Erf())
    case .erfc: slope(Erfc())
    case .gammaln: slope(GammaLn())
    case .polygamma(let order): slope(Polygamma(order: order))
    }
  }

  var inMatrixNotation: MatrixFunction {
    switch self {
    case .exp: Exp.matrix
    case .log: Log.matrix
    case .sin: Sin.matrix
    case .cos: Cos.matrix
    case .tan: Tan.matrix
    case .arcsin: ArcSin.matrix
    case .arccos: ArcCos.matrix
    case .arctan: ArcTan.matrix
    case .sinh: Sinh.matrix
    case .cosh: Cosh.matrix
    case .tanh: Tanh.matrix
    case .arcsinh: ArcSinh.matrix
    case .arccosh: ArcCosh.matrix
    case .arctanh: ArcTanh.matrix
    case .erf: Erf.matrix
    case .erfc: Erfc.matrix
    case .gammaln: GammaLn.matrix
    case .polygamma(let order): Polygamma(order: order).matrix
    }
  }
}
